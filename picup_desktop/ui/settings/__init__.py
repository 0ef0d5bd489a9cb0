"""The settings page; every change applies at once. Read ``page.py`` first."""
