"""Albums: adding, pausing, removing, and taking over those of another computer.

Read ``albums.py`` first.
"""
