"""The kit drill: restore a random sample with the kit alone, and compare it.

A backup without a restore is no backup: this uses nothing of the home but the two
addresses, and compares the restored files with the ledger.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.files.opening import sha256_of
from picup_desktop.files.status import bounded_time_ns
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.listing import ListedPhoto
from picup_desktop.names import shown
from picup_desktop.sync.restore.files import relative_place
from picup_desktop.sync.restore.restore import RestoreReport
from picup_desktop.words import PhotoState

SAMPLE = 12


@dataclass(frozen=True)
class DrillReport:
    """The result of the drill on one storage."""

    photos: int
    """The number of photos of the sample that were restored correctly."""
    problems: tuple[str, ...]


def drill_sample(ledger: Ledger, size: int = SAMPLE) -> list[ListedPhoto]:
    """Return protected photos, chosen at random."""
    settled = ledger.listing.photos(state=PhotoState.PROTECTED)
    return random.sample(settled, min(size, len(settled)))


def same_photos(opened: Ledger, sample: Sequence[ListedPhoto]) -> list[ListedPhoto]:
    """Return the sample's photos as listed in a ledger that was opened with the kit.

    Another computer's album may have another name there, to distinguish it.
    """
    wanted = {(one.photo.path, one.sha256) for one in sample}
    return [one for one in opened.listing.photos() if (one.photo.path, one.sha256) in wanted]


def compare(
    folder: Path, sample: Sequence[ListedPhoto], found: Sequence[ListedPhoto], done: RestoreReport
) -> DrillReport:
    """Compare the restored files with the home's ledger: content, name and time."""
    failed = {(one.album, one.path): one.reason for one in done.failed}
    places = {(one.photo.path, one.sha256): (one.album, one.photo.path) for one in found}
    problems = []
    for one in sample:
        place = places.get((one.photo.path, one.sha256))
        problem: str | None
        if place is None:
            problem = "the list on the storage does not have it."
        elif place in failed:
            problem = failed[place]
        else:
            problem = _problem(folder / relative_place(*place), one)
        if problem is not None:
            problems.append(f"{shown(one.photo.path)}: {problem}")
    return DrillReport(len(sample) - len(problems), tuple(problems))


def _problem(file: Path, expected: ListedPhoto) -> str | None:
    if sha256_of(file) != expected.sha256:
        return "it came back with another content."
    if bounded_time_ns(file.stat().st_mtime_ns) != expected.photo.mtime_ns:
        return "it came back with another time."
    return None
