"""Progress of a pass or a job: bars with rate and time left on a terminal, else plain lines."""

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

from picup_desktop.cli.left_out import told
from picup_desktop.cli.output import is_terminal, number, people, say, size
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.names import plain, shown
from picup_desktop.sync.job_progress import NoProgress
from picup_desktop.sync.rescan.rescan import RescanReport
from picup_desktop.words import Role

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, TaskID


class PassPrinter:
    """Shows a pass. Several threads call it; a lock guards the counts of sent bytes."""

    def __init__(self, bars: "Progress | None") -> None:
        self._bars = bars
        self._lock = threading.Lock()
        self._tasks: dict[Role, TaskID] = {}
        self._sent: dict[tuple[Role, int], int] = {}
        self._left = 0

    @property
    def under_way(self) -> frozenset[tuple[Role, int]]:
        """The photos, by storage and id, of which something was sent and that did not end."""
        with self._lock:
            return frozenset(self._sent)

    def scanned(self, report: RescanReport) -> None:
        """Show the result of the scan of the albums."""
        if left_out := told(report.left_out):
            say(left_out)
        for name in report.held:
            held = f"The album {shown(name)} is held: photos of it need an answer."
            say(f"{held} See: picup attention", "yellow")

    def uploading(self, photos: int, size_bytes: int) -> None:
        """Show how much will be uploaded."""
        if not photos:
            return
        say(f"{number(photos, 'photo')} to protect, {size(size_bytes)}.")
        self._left = photos
        if self._bars is not None:
            for role in Role:
                self._tasks[role] = self._bars.add_task(f"to {role.value}", total=size_bytes)

    def moved(self, role: Role, photo: PhotoRecord, sent_bytes: int, size_bytes: int) -> None:  # noqa: ARG002 - the bars know the whole
        """Show that ``sent_bytes`` of a photo's object were sent to a storage."""
        # A sealed object is larger than its photo, and the bars count photos.
        self._advance(role, photo.id, min(sent_bytes, photo.size_bytes))

    def _advance(self, role: Role, photo_id: int, sent_bytes: int) -> None:
        with self._lock:
            before = self._sent.get((role, photo_id), 0)
            self._sent[role, photo_id] = sent_bytes
        if self._bars is not None and role in self._tasks:
            self._bars.advance(self._tasks[role], sent_bytes - before)

    def ended(self, photo_id: int, size_bytes: int, *, held: bool = False) -> None:  # noqa: ARG002 - the bars end with the pass
        """Set the bars to the photo's whole size, whatever was sent."""
        for role in Role:
            self._advance(role, photo_id, size_bytes)
        with self._lock:
            for role in Role:
                # A pass may be of a million photos.
                self._sent.pop((role, photo_id), None)
        self._left -= 1
        if self._left == 0 and self._bars is not None:
            for task in self._tasks.values():
                self._bars.remove_task(task)
            self._tasks.clear()


class Doing(StrEnum):
    """What is done with photos."""

    RESTORE = "restore"
    EXPORT = "export"


_DONE = {Doing.RESTORE: "restored", Doing.EXPORT: "exported"}


class JobBars(NoProgress):
    """The ``JobProgress`` of a person: a bar for photos to restore, or for each storage to read."""

    def __init__(
        self,
        bars: "Progress | None",
        doing: Doing = Doing.RESTORE,
        told: Callable[[int, int], None] = lambda _items, _size_bytes: None,
    ) -> None:
        """``told`` hears how many photos are to be done, and their bytes, before they are."""
        self._bars = bars
        self._doing = doing
        self._told = told
        self._task: TaskID | None = None

    def begin(self, items: int, size_bytes: int, role: Role | None = None) -> None:
        """Show how much is to be done."""
        if role is None:
            say(f"{number(items, 'photo')} to {plain(self._doing)}, {size(size_bytes)}.")
            self._told(items, size_bytes)
        else:
            say(f"{number(items, 'object')} to read on {role.value}, {size(size_bytes)}.")
        if self._bars is not None:
            name = _DONE[self._doing] if role is None else role.value
            self._task = self._bars.add_task(plain(name), total=size_bytes)

    def begin_asking(self, items: int, role: Role) -> None:
        """Say how much the store is asked about."""
        say(f"{number(items, 'object')} on {role.value} to ask the store about.")

    def begin_repair(self, items: int, size_bytes: int) -> None:  # noqa: ARG002 - the bar counts bytes
        """Show a bar for what is repaired."""
        if self._bars is not None and size_bytes:
            self._task = self._bars.add_task("repaired", total=size_bytes)

    def item_done(self, size_bytes: int) -> None:
        """Advance the bar."""
        if self._bars is not None and self._task is not None:
            self._bars.advance(self._task, size_bytes)


def of_bytes() -> "Sequence[ProgressColumn]":
    """Return the columns of a bar for bytes, with rate and time left."""
    from rich.progress import (  # noqa: PLC0415 - of use on a terminal only
        BarColumn,
        DownloadColumn,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    return (
        TextColumn("{task.description:>10}"),
        BarColumn(),
        DownloadColumn(binary_units=True),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )


def of_items() -> "Sequence[ProgressColumn]":
    """Return the columns of a bar for items, with the time left."""
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415 - as above

    return (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f}"),
        TimeRemainingColumn(),
    )


@contextmanager
def bars_on_a_terminal(
    columns: "Callable[[], Sequence[ProgressColumn]]",
) -> "Iterator[Progress | None]":
    """Show bars on standard error; None if that is no terminal."""
    if not is_terminal(sys.stderr) or not people().is_terminal:
        yield None
        return
    from rich.progress import Progress  # noqa: PLC0415 - as above

    with Progress(*columns(), console=people()) as bars:
        yield bars


@contextmanager
def pass_progress() -> Iterator[PassPrinter]:
    """Show a pass's progress on standard error, if that is a terminal."""
    with bars_on_a_terminal(of_bytes) as bars:
        yield PassPrinter(bars)


@contextmanager
def job_progress(
    doing: Doing = Doing.RESTORE,
    told: Callable[[int, int], None] = lambda _items, _size_bytes: None,
) -> Iterator[JobBars]:
    """Show a job's progress on standard error, if that is a terminal; ``told`` as ``JobBars``."""
    with bars_on_a_terminal(of_bytes) as bars:
        yield JobBars(bars, doing, told)
