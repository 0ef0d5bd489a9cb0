"""Albums: adding, pausing, removing, and adopting those of another computer.

Read ``albums.py`` first.
"""
