"""The albums page: the watched folders."""
