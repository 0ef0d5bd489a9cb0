"""Check that the clock is right, so that no grace ends by a wrong one (4-5).

Read ``check.py`` first: it decides.
"""
