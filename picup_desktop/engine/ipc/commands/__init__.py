"""The engine's commands, a file for each subject; each is a dataclass of its arguments.

Read ``base.py`` first. ``engine/commands/dispatch.py`` has the table of all.
"""
