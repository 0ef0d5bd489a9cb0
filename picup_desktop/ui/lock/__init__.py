"""The lock: the screen that covers the window, and its settings."""
