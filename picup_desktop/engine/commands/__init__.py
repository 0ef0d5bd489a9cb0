"""Commands that faces send to the engine; each is written once for engine and command line.

Read ``table.py`` first: it lists them all. ``dispatch.py`` runs them in an engine.
"""
