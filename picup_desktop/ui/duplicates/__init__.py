"""The duplicates: files with the same content, and all the places where they stand.

Nothing is deleted here. Read ``page.py`` first.
"""
