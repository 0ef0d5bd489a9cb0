"""Spoiled photos: set apart, asked about, put back or taken as they are (4-2, 4-3).

Read ``files.py`` first; the decision is ``sync/scan/spoiled.py``.
"""
