"""A JPEG for a person to keep, made of any picture in the child process (``made.py``).

``exif.py``, ``xmp.py`` and ``iptc.py`` are what it says of itself: kept, without the place if that
is wished, and true of the new picture.
"""
