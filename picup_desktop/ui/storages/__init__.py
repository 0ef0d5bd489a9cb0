"""Main and backup: their cards, checks and repairs, and what to do when a box died or moved.

Read ``card.py`` first, then ``assistant.py``.
"""
