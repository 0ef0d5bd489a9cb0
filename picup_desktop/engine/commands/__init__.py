"""Commands that faces send to the engine; each is written once for engine and command line.

Read ``dispatch.py`` first: its table names them all, and it runs them with an engine or without.
"""
