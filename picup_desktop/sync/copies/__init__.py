"""Copies of an object on main and backup: their recorded state, and bringing one from the other.

Read ``heal.py`` first. ``complete.py`` makes the second copy of photos that have one (1-3b).
"""
