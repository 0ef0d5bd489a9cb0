"""The window's frame: sidebar, pages and status bar."""
