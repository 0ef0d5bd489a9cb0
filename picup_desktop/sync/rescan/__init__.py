"""Scanning albums, and recording what changed, moved or is gone (3-4, 3-5, 4-6, 4-7).

Read ``rescan.py`` first, then ``lost_photos.py``: what it means that files are gone.
"""
