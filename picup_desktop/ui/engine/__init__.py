"""The window's side of the engine process: starting it, asking it, hearing it."""
