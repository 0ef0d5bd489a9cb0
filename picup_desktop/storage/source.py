"""Read the local file to put; its errors are never attributed to a storage."""

from collections.abc import Iterator
from pathlib import Path

from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown
from picup_desktop.storage.errors import SourceUnreadable


def pieces(source: Path, most_bytes: int) -> Iterator[bytes]:
    """Yield the file in order, ``most_bytes`` at a time; SourceUnreadable."""
    try:
        with source.open("rb", buffering=0) as file:
            while data := file.read(most_bytes):
                yield data
    except OSError as error:
        raise SourceUnreadable(
            "source-cant-be-read", source=shown(str(source)), why=reason_of(error)
        ) from error
