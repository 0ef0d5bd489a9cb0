"""The arithmetic of the photos page."""
