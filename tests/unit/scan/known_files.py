"""Known files that a test names, as the ledger would hand them to a scan."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from picup_desktop.ledger.photos.known import KnownRow
from picup_desktop.ledger.photos.photos import KnownFile


@dataclass(frozen=True)
class KnownByTest:
    """Known files by path; ``asked`` is called whenever the scan asks for some."""

    files: Mapping[str, KnownFile] = field(default_factory=dict)
    asked: Callable[[], object] = lambda: None

    def after(self, path: bytes, at_most: int) -> Sequence[KnownRow]:
        self.asked()
        return [row for row in self._rows() if row.path > path][:at_most]

    def at(self, path: bytes) -> KnownRow | None:
        return next((row for row in self._rows() if row.path == path), None)

    def holds(self, path: bytes) -> bool:
        return any(row.path == path or row.path.startswith(path + b"/") for row in self._rows())

    def _rows(self) -> list[KnownRow]:
        return sorted(
            KnownRow(
                *(os.fsencode(path), file.photo_id, file.size_bytes, file.mtime_ns, file.inode),
                *(file.ctime_ns, file.missing, file.remote_only),
            )
            for path, file in self.files.items()
        )


NOTHING_KNOWN = KnownByTest()
