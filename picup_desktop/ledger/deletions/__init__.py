"""The deletion queue, its messages, withdrawals and the recently deleted photos.

Read ``deletions.py`` first.
"""
