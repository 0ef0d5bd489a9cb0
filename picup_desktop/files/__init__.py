"""Files of this computer: opening, hashing, new names, SSH keys, status within bounds, power cuts.

Read ``opening.py`` and ``new_file.py`` first.
"""
