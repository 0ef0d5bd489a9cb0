"""The tray icon, which shows the status while the window is closed."""
