"""Spoiled photos: set apart, asked about, restored or accepted as they are (4-2, 4-3).

Read ``files.py`` first; the decision is in ``sync/scan/spoiled.py``.
"""
