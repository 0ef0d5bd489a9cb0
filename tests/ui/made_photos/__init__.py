"""Photos that nobody took: rendered scenes with the light, the grain and the faults of cameras."""
