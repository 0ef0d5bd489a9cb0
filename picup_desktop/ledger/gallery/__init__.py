"""Queries of the gallery and the overview: months, visible rows, sums.

Read ``gallery.py`` first.
"""
