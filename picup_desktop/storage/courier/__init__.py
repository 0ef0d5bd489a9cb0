"""A storage in a child process that can be ended by killing it.

Read ``courier.py`` (the engine's side) first, then ``process.py`` (the child's side).
"""
