"""Choosing photos: by ticks, mouse and keys, and what is done with the chosen ones.

Rows are chosen as ranges, so a million of them cost as little as one. Read ``rows.py`` first,
then ``grid.py`` and ``chosen.py``.
"""
