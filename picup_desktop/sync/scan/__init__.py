"""What a scan sees and what it means: the pure decisions of 3-4, 3-5, 4-2 and 4-3.

Read ``scan.py`` first, then ``media.py`` (what is a photo), ``losses.py`` and ``spoiled.py``.
"""
