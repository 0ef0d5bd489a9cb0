"""The scrubber at the right edge of the photos: years and months, and what is there.

``marks.py`` is its arithmetic.
"""
