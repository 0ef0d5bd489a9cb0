"""The deletion queue, its messages, withdrawals and what is recently deleted.

Read ``deletions.py`` first.
"""
