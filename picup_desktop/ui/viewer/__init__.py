"""The viewer: one photo at a time, whole, with all that is known of it."""
