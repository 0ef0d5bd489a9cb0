"""The overview: whether the photos are safe, at a glance."""
