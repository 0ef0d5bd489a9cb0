"""The page of recently deleted photos."""
