"""Watching album folders: events as hints, and shares that send none.

Read ``watch.py`` first.
"""
