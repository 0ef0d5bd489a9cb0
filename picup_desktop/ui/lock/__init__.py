"""The lock: what covers the window, and what is chosen about it."""
