"""Restore photos as plain files, with their names, times and folders.

A few threads read in parallel; each has its own connection to the ledger. Small photos
are latency-bound, so they are requested in batches. Existing files are left as they
are, so an interrupted restore can be continued.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Protocol

from picup_desktop.errors import NoPermission, NoStorageReached, PicupError
from picup_desktop.files.new_file import MOST_BESIDE, names_beside
from picup_desktop.files.windows_names import as_known, reachable
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.photos.listing import ListedPhoto
from picup_desktop.messages.message import Message
from picup_desktop.sync.job_progress import JobProgress
from picup_desktop.sync.read.lookup import SMALL_BYTES, PhotoToRead
from picup_desktop.sync.read.read import (
    PhotoNotReachable,
    PhotoNotReadable,
    Reader,
    ReadReport,
)
from picup_desktop.sync.restore.chosen import ChosenPhotos
from picup_desktop.sync.restore.files import (
    NotPlaced,
    Standing,
    is_free,
    make_folder,
    place_new,
    relative_place,
    standing_at,
)
from picup_desktop.words import PhotoState, Role

# Threads share one interpreter, so a fourth would only wait for the others.
READERS = 3
MOST_AT_ONCE = 32


class RestoreStopped(Exception):
    """The restore ends without waiting for the photo under way."""


@dataclass(frozen=True)
class NotRestored:
    """A photo that could not be restored, and why."""

    album: str
    path: str
    reason: Message
    no_storage: bool = False
    reasons: Mapping[Role, Message] = field(default_factory=dict)
    """The reason of each storage, if both were asked."""


@dataclass
class RestoreReport:
    """The result of a restore."""

    written: int = 0
    there_already: int = 0
    bytes: int = 0
    beside: list[tuple[str, str]] = field(default_factory=list)
    """Photos whose path a different file has: (album/path, the path they got)."""
    renamed: list[tuple[str, str]] = field(default_factory=list)
    """Photos whose own name can't be used here, or would be hidden: as ``beside``."""
    failed: list[NotRestored] = field(default_factory=list)
    served_from: dict[str, int] = field(default_factory=dict)
    stopped: bool = False
    """Whether it was cancelled; photos restored until then stay."""


class Laying(Protocol):
    """How photos are laid into the chosen folder."""

    def place_of(self, listed: ListedPhoto) -> PurePosixPath:
        """Return a photo's place below the folder. NotPlaced."""

    def is_own_place(self, listed: ListedPhoto, place: PurePosixPath) -> bool:
        """Return whether ``place_of`` a photo is the one that its name asks for."""

    def names(self, target: Path) -> Iterator[Path]:
        """Yield the place itself, then others beside it."""

    def standing(self, listed: ListedPhoto, place: Path) -> Standing:
        """Return what is at a place."""

    def write(
        self, reader: Reader, listed: ListedPhoto, wanted: PhotoToRead | None, place: Path
    ) -> ReadReport:
        """Write a whole new file. PicupError."""


class AsItWas:
    """The layout of a restore: ``ALBUM/path``, with the photo's own bytes."""

    def place_of(self, listed: ListedPhoto) -> PurePosixPath:
        """As ``Laying``."""
        return relative_place(listed.album, listed.photo.path)

    def is_own_place(self, listed: ListedPhoto, place: PurePosixPath) -> bool:
        """As ``Laying``."""
        return str(place) == f"{listed.album}/{listed.photo.path}"

    def names(self, target: Path) -> Iterator[Path]:
        """As ``Laying``."""
        return names_beside(target, "restored")

    def standing(self, listed: ListedPhoto, place: Path) -> Standing:
        """As ``Laying``; the photo is known by its content."""
        photo = listed.photo
        settled = photo.state in {PhotoState.PROTECTED, PhotoState.HALF_PROTECTED}
        content = listed.sha256 if settled else None
        return standing_at(place, photo.size_bytes, photo.mtime_ns, content)

    def write(
        self, reader: Reader, listed: ListedPhoto, wanted: PhotoToRead | None, place: Path
    ) -> ReadReport:
        """As ``Laying``."""
        return reader.read(listed.photo, place, wanted=wanted, placing=place_new)


@dataclass(frozen=True)
class _Target:
    """Where a photo belongs."""

    place: PurePosixPath
    """Below the chosen folder."""
    path: Path


class Restore:
    """Restores photos into one folder; used once."""

    def __init__(
        self,
        ledger: Ledger,
        reader: Reader,
        folder: Path,
        progress: JobProgress,
        laying: Laying | None = None,
    ) -> None:
        self._laying = laying or AsItWas()
        self._ledger = ledger
        self._reader = reader
        self._folder = folder
        self._progress = progress
        self._report = RestoreReport()
        self._lock = threading.Lock()
        self._no_storage: NoStorageReached | None = None
        self._ending: BaseException | None = None
        self._claimed: set[Path] = set()
        self._made: set[Path] = set()

    def run(self, chosen: ChosenPhotos) -> RestoreReport:
        """Restore all photos as far as possible. NoPermission if the vault is locked."""
        self._progress.begin(chosen.photos, chosen.size_bytes)
        to_do = iter(chosen.listed)
        threads = [
            threading.Thread(target=self._work, args=(to_do,), name="restore")
            for _ in range(READERS)
        ]
        for thread in threads:
            thread.start()
        try:
            for thread in threads:
                thread.join()
        except BaseException as error:
            # The person cancelled: photos under way are finished, or cut by the caller.
            self._ending = error
            for thread in threads:
                thread.join()
            raise
        if self._ending is not None:
            raise self._ending
        self._report.failed.sort(key=lambda one: (one.album, one.path))
        return self._report

    def _work(self, to_do: Iterator[ListedPhoto]) -> None:
        try:
            while some := self._next(to_do):
                targets = [self._target_if_any(listed) for listed in some]
                looked_up = self._look_up(some, targets)
                for listed, target, wanted in zip(some, targets, looked_up, strict=True):
                    if self._ending is not None:
                        return
                    self._check_cancelled()
                    self._one(listed, target, wanted)
                    self._progress.item_done(listed.photo.size_bytes)
        except RestoreStopped:
            self._report.stopped = True
        except BaseException as error:  # noqa: BLE001 - raised again by ``run``
            self._ending = error
        finally:
            self._ledger.close()

    def _check_cancelled(self) -> None:
        if self._progress.cancelled():
            raise RestoreStopped

    def _next(self, to_do: Iterator[ListedPhoto]) -> list[ListedPhoto]:
        """Return the next photo, or several small ones; empty at the end."""
        some: list[ListedPhoto] = []
        with self._lock:
            while self._ending is None and len(some) < MOST_AT_ONCE:
                listed = next(to_do, None)
                if listed is None:
                    break
                some.append(listed)
                if listed.photo.size_bytes > SMALL_BYTES:
                    break
        return some

    def _look_up(
        self, some: Sequence[ListedPhoto], targets: Sequence[_Target | None]
    ) -> list[PhotoToRead | None]:
        """Look up the photos whose place is free; None for the others, which may need no read."""
        free = [target is not None and is_free(target.path) for target in targets]
        wanted = iter(
            self._reader.look_up(
                [listed.photo for listed, is_free in zip(some, free, strict=True) if is_free]
            )
        )
        return [next(wanted) if is_free else None for is_free in free]

    def _target_if_any(self, listed: ListedPhoto) -> _Target | None:
        try:
            return self._target_of(listed)
        except NotPlaced:
            # The photo itself reports it.
            return None

    def _one(self, listed: ListedPhoto, target: _Target | None, wanted: PhotoToRead | None) -> None:
        try:
            self._bring(listed, target or self._target_of(listed), wanted)
        except NoPermission:
            raise
        except PicupError as error:
            if isinstance(error, NoStorageReached):
                self._no_storage = error
            away = isinstance(error, NoStorageReached)
            reasons = (
                error.reasons if isinstance(error, (PhotoNotReadable, PhotoNotReachable)) else {}
            )
            failed = NotRestored(
                listed.album, listed.photo.path, error.message, no_storage=away, reasons=reasons
            )
            with self._lock:
                self._report.failed.append(failed)

    def _bring(self, listed: ListedPhoto, target: _Target, wanted: PhotoToRead | None) -> None:
        self._make_folder(target.path.parent)
        for place in islice(self._laying.names(target.path), MOST_BESIDE):
            standing = self._laying.standing(listed, place)
            if standing is Standing.THE_PHOTO:
                with self._lock:
                    self._report.there_already += 1
                return
            if standing is Standing.OTHER:
                continue
            with self._claim(place) as ours:
                if ours and self._write(listed, wanted, place):
                    self._note_place(listed, place, target)
                    return
        raise NotPlaced("no-free-name-beside", name=target.path.name)

    def _target_of(self, listed: ListedPhoto) -> _Target:
        place = self._laying.place_of(listed)
        return _Target(place, reachable(self._folder / place))

    def _note_place(self, listed: ListedPhoto, place: Path, target: _Target) -> None:
        """Note a photo that is not where its name says."""
        is_beside = place != target.path
        if not is_beside and self._laying.is_own_place(listed, target.place):
            return
        pair = (f"{listed.album}/{listed.photo.path}", as_known(str(place)))
        with self._lock:
            (self._report.beside if is_beside else self._report.renamed).append(pair)

    def _make_folder(self, folder: Path) -> None:
        if folder not in self._made:
            make_folder(self._folder, folder)
            self._made.add(folder)

    @contextmanager
    def _claim(self, place: Path) -> Iterator[bool]:
        """Reserve a place, since two names that differ only in case may mean one file."""
        key = place.with_name(place.name.casefold())
        with self._lock:
            ours = key not in self._claimed
            self._claimed.add(key)
        try:
            yield ours
        finally:
            if ours:
                with self._lock:
                    self._claimed.discard(key)

    def _write(self, listed: ListedPhoto, wanted: PhotoToRead | None, place: Path) -> bool:
        if self._no_storage is not None:
            raise self._no_storage
        read = self._laying.write(self._reader, listed, wanted, place)
        if not read.placed:
            return False
        with self._lock:
            report = self._report
            report.written += 1
            report.bytes += listed.photo.size_bytes
            report.served_from[read.served_from] = report.served_from.get(read.served_from, 0) + 1
        return True
