"""Freeing space: originals leave this computer, and their photos stay on both storages.

Read ``plan.py`` first: it is the decision which files may go.
"""
