"""Finding photos: what the words of a search mean, and searches that are kept as views.

Read ``search.py`` first.
"""
