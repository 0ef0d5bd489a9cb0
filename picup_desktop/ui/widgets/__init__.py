"""Widgets that several screens share. Read ``parts.py`` first: labels, buttons, cards, rows."""
