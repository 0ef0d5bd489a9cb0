"""This computer's journal, the other computers of the vault, and their photos.

Read ``journal.py`` first.
"""
