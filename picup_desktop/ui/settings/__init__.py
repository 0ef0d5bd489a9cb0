"""Settings: what a person may choose; every change applies at once."""
