"""A storage in a child process, which can be killed at any time.

Read ``courier.py`` (the engine's side) first, then ``process.py`` (the child's side).
"""
