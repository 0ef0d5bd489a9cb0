"""The window's look: colours, style sheet and icons, light and dark."""
