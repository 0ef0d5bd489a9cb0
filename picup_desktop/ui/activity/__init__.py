"""Activity: what moves, what waits, how uploads ended, and the deletion queue."""
