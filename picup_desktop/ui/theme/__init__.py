"""How the window looks: colours, style sheet and icons, light and dark."""
