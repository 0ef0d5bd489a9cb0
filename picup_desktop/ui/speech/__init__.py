"""What screen readers are told beyond what Qt tells them by itself."""
