"""Joining a vault: creating one, opening one from a kit, and changing a storage's address.

Read ``setup.py`` for a new vault and ``vault.py`` for opening one from one storage and the kit.
"""
