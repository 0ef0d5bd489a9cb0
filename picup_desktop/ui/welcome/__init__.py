"""Welcome: from nothing to a vault in four steps."""
