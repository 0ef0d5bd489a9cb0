"""Photos back onto this computer."""
