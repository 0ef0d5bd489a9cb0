"""Queries about photos, their uploads, their objects and copies.

Read ``photos.py`` first.
"""
