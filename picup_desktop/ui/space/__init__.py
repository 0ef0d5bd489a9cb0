"""Free up space on this computer."""
