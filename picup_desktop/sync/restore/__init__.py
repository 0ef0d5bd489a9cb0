"""Restoring photos as plain files, from this vault or from one storage and the kit alone.

Read ``restore.py`` first; ``alone.py`` is for the day the computer died.
"""
