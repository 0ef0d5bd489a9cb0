"""A file that a test puts into a storage."""

import secrets
from pathlib import Path


def new_file(folder: Path, data: bytes = b"data") -> Path:
    """Make a file with these bytes, under a name of its own."""
    path = folder / secrets.token_hex(4)
    path.write_bytes(data)
    return path
