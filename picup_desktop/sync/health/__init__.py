"""The state of a home in words: checks for a person, and a bundle for whoever helps.

Read ``checkup.py`` first.
"""
