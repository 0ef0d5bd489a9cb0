"""Commands that faces send to the engine; each is written once for engine and command line.

Read ``table.py`` first: it names them all. ``dispatch.py`` carries them out in an engine.
"""
