"""Overview: the first glance."""
