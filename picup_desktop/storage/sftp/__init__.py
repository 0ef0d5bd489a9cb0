"""A storage on an SFTP server: a pipelined client of our own over one SSH connection.

Read ``storage.py`` first, then ``wire.py``; ``meaning.py`` translates refusals to errors.
"""
