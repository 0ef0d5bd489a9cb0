"""A storage on an SFTP server: our own pipelined client over one SSH connection.

Read ``storage.py`` first, then ``wire.py``; ``meaning.py`` turns refusals into sentences.
"""
