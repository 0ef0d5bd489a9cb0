"""What every window does: it fits its screen, and keeps the keyboard where a person put it.

Read ``dialog.py`` first, the base of every dialog.
"""
