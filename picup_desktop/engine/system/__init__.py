"""Signals of the operating system: shutdown, screen lock, power, priority.

Read ``logind.py`` first.
"""
