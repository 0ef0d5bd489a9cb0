"""The vault's journal: writing, sending, reading and taking in what other computers wrote.

Read ``round.py`` first: it is the journal's part of a pass. The format is docs/format-journal.md.
"""
