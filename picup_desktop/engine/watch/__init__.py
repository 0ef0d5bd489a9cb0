"""Watching album folders: events as hints, and shares that tell of none.

Read ``watch.py`` first.
"""
