"""The daily shares: some copies and some originals are read back each day.

Read ``share.py`` first.
"""
