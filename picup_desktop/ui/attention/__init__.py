"""The attention page: everything that waits for a person."""
