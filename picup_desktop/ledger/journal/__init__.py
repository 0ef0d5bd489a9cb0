"""This computer's journal, the other computers of the vault, and what they told.

Read ``journal.py`` first.
"""
