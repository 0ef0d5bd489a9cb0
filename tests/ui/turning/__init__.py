"""The window turns photos and exports them, on a real engine."""
