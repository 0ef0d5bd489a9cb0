"""What a start shows and loads: the sign at once, the pages behind the first, the welcome.

How a signal ends it stands there, too. Read ``main.py`` first: it imports Qt only where that can
work.
"""
