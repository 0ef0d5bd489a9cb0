"""The view of the photos: its cells and headings, and how they are painted.

Read ``grid.py`` first.
"""
