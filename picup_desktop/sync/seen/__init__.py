"""Seeing whether a storage has everything: a listing of names and sizes (DISASTERS 5-1).

Read ``round.py`` first, then ``look.py``; ``picup_desktop/ledger/evidence.py`` decides when.
"""
