"""The window's side of the engine: start it, send commands, receive events."""
