"""The tray: how things stand while the window is closed."""
