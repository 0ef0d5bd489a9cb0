"""Starting with the computer: one file for each kind of system. Read ``entry.py`` first."""
