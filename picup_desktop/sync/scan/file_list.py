"""Lists of found files that need no more memory the longer they are.

A first scan may find a million files, and what they mean is decided only after the last
one. Beyond some thousands they wait in a temporary file without a name.
"""

import json
import os
import tempfile
import weakref
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import fields
from itertools import zip_longest
from operator import attrgetter
from pathlib import Path
from typing import IO, Any

from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.ledger.schema.database import LedgerUnusable
from picup_desktop.messages.system import reason_of

FILES_IN_A_PAGE = 1024
PAGES_IN_MEMORY = 4
_values_of = attrgetter(*(field.name for field in fields(SeenFile)))
"""Returns the values with which the same file is made again."""


class Files(Collection[SeenFile]):
    """Files that are made anew each time they are gone through."""

    def __init__(self, again: Callable[[], Iterator[SeenFile]]) -> None:
        self._again = again

    def __iter__(self) -> Iterator[SeenFile]:
        return self._again()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return any(True for _ in self)

    def __contains__(self, file: object) -> bool:
        return any(file == one for one in self)

    def __eq__(self, other: object) -> bool:
        """Return whether another collection has equal files in the same order."""
        if not isinstance(other, Collection):
            return NotImplemented
        return all(one == its for one, its in zip_longest(self, other))

    __hash__ = None  # type: ignore[assignment]  # equal to lists, which have none either

    def __repr__(self) -> str:
        return f"{type(self).__name__}({list(self)})"


class FileList(Files):
    """A list that one thread makes and goes through. LedgerUnusable if its disk is full.

    Its temporary file is in the folder of the ledger, which holds the same names.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """``folder`` is for the temporary file; None for the system's own folder."""
        super().__init__(self._all)
        self._folder = folder
        self._length = 0
        self._last: list[tuple[Any, ...]] = []
        self._pages: list[bytes] = []
        self._file: IO[bytes] | None = None
        self._written: list[tuple[int, int]] = []
        """Offset and size of each page in the file, in bytes."""

    def append(self, file: SeenFile) -> None:
        """Add a file at the end."""
        self._length += 1
        self._last.append(_values_of(file))
        if len(self._last) == FILES_IN_A_PAGE:
            self._pages.append(json.dumps(self._last).encode("ascii"))
            self._last = []
            if len(self._pages) > PAGES_IN_MEMORY:
                with self._telling_errors():
                    self._write()

    def __len__(self) -> int:
        return self._length

    def __bool__(self) -> bool:
        return self._length > 0

    def _all(self) -> Iterator[SeenFile]:
        for offset, size in self._written:
            with self._telling_errors():
                page = self._read(offset, size)
            yield from (SeenFile(*one) for one in json.loads(page))
        for page in self._pages:
            yield from (SeenFile(*one) for one in json.loads(page))
        yield from (SeenFile(*one) for one in self._last)

    def _write(self) -> None:
        if self._file is None:
            self._file = _file_without_name(self._folder)
            # Nobody else knows when the list is not needed any more.
            weakref.finalize(self, self._file.close)
        offset = self._file.seek(0, os.SEEK_END)
        for page in self._pages:
            self._written.append((offset, len(page)))
            offset += self._file.write(page)
        self._pages = []

    def _read(self, offset: int, size_bytes: int) -> bytes:
        if self._file is None:
            return b""
        self._file.seek(offset)
        return self._file.read(size_bytes)

    @contextmanager
    def _telling_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            folder = str(self._folder or tempfile.gettempdir())
            raise LedgerUnusable(
                "ledger-cant-used-check-disk", path=folder, why=reason_of(error)
            ) from error


def _file_without_name(folder: Path | None) -> IO[bytes]:
    return tempfile.TemporaryFile(dir=folder)
