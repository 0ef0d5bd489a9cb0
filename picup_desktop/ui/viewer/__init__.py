"""The viewer: one photo at a time in a window of its own, with all its details.

Read ``window.py`` first; ``loader.py`` has the threads.
"""
