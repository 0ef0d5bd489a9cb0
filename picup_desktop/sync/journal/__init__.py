"""The vault's journal: write and send the own one, read and import those of other computers.

Read ``round.py`` first: it is the journal's part of a pass. The format is docs/format-journal.md.
"""
