"""Films: within the window where Qt can play them, else by the player of the system."""
