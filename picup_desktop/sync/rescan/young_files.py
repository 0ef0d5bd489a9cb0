"""Which files may still be growing, for a program that scans repeatedly."""

from dataclasses import replace
from itertools import chain

from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.sync.scan.file_list import Files
from picup_desktop.sync.scan.scan import FolderScan


class YoungFiles:
    """Memory of files that may still be growing, for a program that scans repeatedly.

    How long a file did not change is measured here, since its own time may be wrong.
    """

    def __init__(self) -> None:
        self._first_seen: dict[int, dict[SeenFile, float]] = {}

    def settle(
        self, album_id: int, scan: FolderScan, *, at: float, quiet_seconds: float
    ) -> FolderScan:
        """Count files as quiet that stayed the same long enough; ``at`` is monotonic seconds."""
        before = self._first_seen.get(album_id, {})
        seen = {file: before.get(file, at) for file in scan.young}
        self._first_seen[album_id] = seen
        still = tuple(file for file in scan.young if at - seen[file] >= quiet_seconds)
        young = tuple(file for file in scan.young if at - seen[file] < quiet_seconds)
        quiet = Files(lambda: chain(scan.quiet, still)) if still else scan.quiet
        return replace(scan, quiet=quiet, young=young)
