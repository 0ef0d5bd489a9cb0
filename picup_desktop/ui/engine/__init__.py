"""The engine as the window uses it: start it, send requests, receive events."""
