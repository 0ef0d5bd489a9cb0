"""A practice NAS: an SFTP server on loopback for the demo, the tests and trying things out.

Read ``server.py`` first.
"""
