"""What the operating system tells the engine: shutdown, screen lock, power, priority.

Read ``logind.py`` first.
"""
