"""The window and the tray: a face of the engine process (docs/ui.md)."""
