"""Freeing space: originals leave this computer, and their photos stay on both storages.

Read ``plan.py`` first: it decides which files may go.
"""
