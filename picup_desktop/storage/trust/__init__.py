"""By what servers are known: host keys of SSH, and certificates of TLS.

``known_hosts.py`` is the file with both; begin there.
"""
