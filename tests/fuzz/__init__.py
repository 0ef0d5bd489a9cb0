"""Foreign bytes of any kind, given to each parser that reads them (S11, S15, S16, S19).

``targets.py`` names the parsers; ``changes.py`` changes good bytes into others;
``test_fuzz.py`` runs a little of it with all tests, and as much as is asked for by
``make fuzz``. What it found stays in ``cases/``, a folder for each parser.
"""
