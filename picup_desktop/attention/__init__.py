"""Attention items: the table of causes, and the items made from it.

Read ``causes.py`` first: one row for each cause, from which the command line, the
window, the alerts and the guide take their words. ``items.py`` makes the items.
"""
