"""Files of this computer: opening, hashing, new names, status within bounds, power cuts.

Read ``opening.py`` and ``new_file.py`` first.
"""
