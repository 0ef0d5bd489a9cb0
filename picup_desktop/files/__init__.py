"""Files of this computer: new names, file status within bounds, and what outlives a power cut.

Read ``new_file.py`` first.
"""
