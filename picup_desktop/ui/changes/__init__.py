"""Photos before and after a change: their pictures, a choice for each, and the way back.

Read ``decide.py`` first.
"""
