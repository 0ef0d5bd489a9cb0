"""Whether this home may remove anything: old, copied or moved homes (5-5, 5-6).

Read ``own_journal.py`` first: it decides; other packages ask ``hold.py``.
"""
