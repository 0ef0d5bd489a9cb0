"""Albums: the watched folders."""
