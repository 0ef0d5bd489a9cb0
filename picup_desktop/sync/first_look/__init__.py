"""The check of each storage that begins a pass, and the answers to its findings (5-1, 5-5).

Read ``first_look.py`` first.
"""
