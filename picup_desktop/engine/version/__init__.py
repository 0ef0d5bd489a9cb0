"""The check for a newer version: off until a person asks for it.

Read ``check.py`` first.
"""
