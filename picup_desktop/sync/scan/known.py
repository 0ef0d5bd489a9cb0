"""The known files of an album, met in the order in which a walk finds them.

A walk in the order of paths and the ledger's photos in the same order are gone through side
by side, so neither is kept. The order only saves memory: a path that comes too late, because
a folder changed while it was listed, is looked up by itself.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Protocol

from picup_desktop.ledger.photos.known import KnownPhotos, KnownRow, path_of
from picup_desktop.ledger.photos.photos import KnownFile

ROWS_IN_A_PAGE = 1000


class Known(Protocol):
    """The known files of one album, in the order of their paths as bytes."""

    def after(self, path: bytes, at_most: int) -> Sequence[KnownRow]:
        """Return the first ones after a path."""

    def at(self, path: bytes) -> KnownRow | None:
        """Return the one at a path."""

    def holds(self, path: bytes) -> bool:
        """Return whether a path is that of a known file, or of a folder with one inside."""


@dataclass(frozen=True)
class KnownOfAlbum:
    """The photos of an album, asked from the ledger; belongs to one thread."""

    photos: KnownPhotos
    album_id: int

    def after(self, path: bytes, at_most: int) -> Sequence[KnownRow]:
        """As ``Known.after``."""
        return self.photos.after(self.album_id, path, at_most)

    def at(self, path: bytes) -> KnownRow | None:
        """As ``Known.at``."""
        return self.photos.at(self.album_id, path)

    def holds(self, path: bytes) -> bool:
        """As ``Known.holds``."""
        return self.photos.holds(self.album_id, path)


def all_rows(known: Known, after: bytes = b"") -> Iterator[KnownRow]:
    """Yield every known file after a path, in their order; only a page of them is in memory."""
    page = known.after(after, ROWS_IN_A_PAGE)
    while page:
        yield from page
        page = known.after(page[-1].path, ROWS_IN_A_PAGE)


def all_paths(known: Known) -> Iterator[str]:
    """Yield the path of every known file."""
    return map(path_of, all_rows(known))


def rows_in(known: Known, folder: str) -> Iterator[KnownRow]:
    """Yield every known file in a folder, in the order of the paths."""
    begins = os.fsencode(folder) + b"/"
    return takewhile(lambda row: row.path.startswith(begins), all_rows(known, begins))


_BEFORE_ALL = KnownRow(b"", 0, 0, 0, 0, None, missing=1, remote_only=1)
"""Stands for the first row until it is asked for; it is nobody's."""


class Meeting:
    """Known files meeting a walk; ``kept`` are those that the walk did not meet, by path.

    Photos that are away on purpose are not kept: that they are not met means nothing.
    """

    def __init__(self, known: Known) -> None:
        self.kept: dict[str, KnownFile] = {}
        self._known = known
        self._rows = all_rows(known)
        self._next: KnownRow | None = _BEFORE_ALL
        self._reached = b""

    def at(self, path: bytes) -> KnownRow | None:
        """Return the known file at a path that the walk found."""
        row = self._next
        if row is not None and row.path == path:
            # So it is for nearly every file of a scan.
            return self._met(row)
        if path < self._reached:
            return self._late(path)
        self._reached = path
        self._keep_until(path)
        row = self._next
        return self._met(row) if row is not None and row.path == path else None

    def keep(self, row: KnownRow) -> None:
        """Keep a known file whose path has no file."""
        if not row.remote_only:
            self.kept[path_of(row)] = row.as_file()

    def end(self) -> None:
        """Keep all that come after the last file of the walk."""
        self._keep_until(None)

    def _met(self, row: KnownRow) -> KnownRow:
        self._reached = row.path
        self._next = next(self._rows, None)
        return row

    def _late(self, path: bytes) -> KnownRow | None:
        row = self._known.at(path)
        if row is not None:
            self.kept.pop(path_of(row), None)
        return row

    def _keep_until(self, path: bytes | None) -> None:
        while (row := self._next) is not None and (path is None or row.path < path):
            self.keep(row)
            self._next = next(self._rows, None)
