"""A storage in a bucket: each of the vault's files is one object, never overwritten.

A small object is one PUT with ``If-None-Match: *``, which the store carries out whole or not at
all. A larger one is sent in parts; the library gives it its name when all have come, and what
the store shows afterwards is compared. Its name is the hash of its bytes, so two writers of
one name write the same.

Threads: each instance may be used by several at once. A batch has a few of its own, which end with
it, and so have a probe and a listing of what is temporary; the library's own end with the process.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

import obstore
import obstore.exceptions

from picup_desktop.storage.base import (
    MOST_LEVELS,
    MOST_NAMES,
    TEMPORARY_FOLDER,
    Get,
    ObjectInfo,
    Piece,
    Probe,
    Progress,
    Put,
)
from picup_desktop.storage.bucket.browse import folders_in
from picup_desktop.storage.bucket.connection import BUSY_SHARE, BehindTheEnd, Connection
from picup_desktop.storage.bucket.leftovers import leftovers, upload_of
from picup_desktop.storage.bucket.pages import NAMES_A_PAGE, page_of
from picup_desktop.storage.bucket.place import BucketPlace
from picup_desktop.storage.bucket.put import READ_BYTES, Puts
from picup_desktop.storage.bucket.questions import Questions
from picup_desktop.storage.bucket.sums import SumQuestions, compares_sums
from picup_desktop.storage.errors import (
    ObjectNotFound,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageHolds,
    StorageImpossible,
    StorageUnreachable,
)
from picup_desktop.storage.parts import new_part
from picup_desktop.storage.place import Access, FolderListing, holds_nothing
from picup_desktop.storage.sums import StoredSum
from picup_desktop.storage.trust.certificates import Certificates
from picup_desktop.storage.web import check_form, got_each, in_order, put_each, removed

if TYPE_CHECKING:
    from obstore import ObjectMeta


class BucketStorage:
    """Objects in one bucket below one prefix."""

    def __init__(self, place: BucketPlace, access: Access) -> None:
        """Nothing is contacted before the first call."""
        self._place = place
        self._access = access
        self._certificates = Certificates(place.host, place.port, access)
        self._connection = Connection(place, access, self._certificates, self._check_holds)
        self._ask = self._connection.ask
        self._asked: dict[tuple[str, str | None], Questions] = {}
        """By the region and the pinned certificate that they are for."""
        self._lock = threading.Lock()
        self._puts = Puts(self._connection.ask, self._path, self.stat, self._missing)

    def check_bucket(self) -> None:
        """Check that the bucket is there and may be listed; called at setup."""
        self._page(self._path(""), "")

    def folders(self, file: str) -> FolderListing:
        """As ``Place.folders``."""
        root = self._path("")
        names, more = folders_in(root, lambda after: self._page(root, after))
        return FolderListing(self._place.root, names, more, self._puts.size_there(file) is not None)

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        """As ``Storage.put``; a store has no flush: what it answered is kept."""
        self._puts.put(name, source, progress)

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        """As ``Storage.put_many``: several at once, because each waits for its answer."""
        return put_each(lambda name, source: self._puts.put(name, source, None), puts, progress)

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        """As ``Storage.get``; what breaks off goes on from there, as long as it moves."""
        left = inf if length is None else length
        while left > 0:
            moved = 0
            try:
                for piece in self._range(name, offset + moved, left):
                    moved += len(piece)
                    left -= len(piece)
                    yield piece
            except StorageAway as error:
                if not moved or isinstance(error, (StorageUnreachable, StorageImpossible)):
                    raise
                offset += moved
            else:
                return

    def _range(self, name: str, offset: int, length: float) -> Iterator[Piece]:
        """Yield one range in one request, and never more than it."""
        options: obstore.GetOptions = {
            "range": {"offset": offset} if length == inf else (offset, offset + int(length))
        }
        path = self._path(name)
        try:
            found = self._ask(name, lambda store: obstore.get(store, path, options=options))
        except ObjectNotFound:
            self._check_holds()
            raise
        except BehindTheEnd:
            return
        check_form(found.attributes, self._place.host)
        stream, left = found.stream(READ_BYTES), length
        while left > 0 and (piece := self._connection.told(name, lambda: next(stream, None))):
            kept = memoryview(piece)[: int(min(left, len(piece)))]
            left -= len(kept)
            yield kept

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        """As ``Storage.get_many``."""
        return got_each(self, gets)

    def stat(self, name: str) -> ObjectInfo:
        """As ``Storage.stat``."""
        path = self._path(name)
        try:
            found = self._ask(name, lambda store: obstore.head(store, path))
        except ObjectNotFound:
            # A missing bucket is answered like a missing object here.
            self._check_holds()
            raise
        return ObjectInfo(name, found["size"], found["last_modified"].timestamp())

    def sums(self, names: Sequence[str]) -> Sequence[StoredSum | StorageError | None]:
        """As ``Storage.sums``: one HEAD for each, by a connection that stays open."""
        self._connection.open()
        asking = SumQuestions(
            self._questions(),
            self._path,
            self._check_holds,
            self._place.host,
            self._place.bucket,
            self._access.stall_seconds * BUSY_SHARE,
        )
        return asking.ask(names)

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        """As ``Storage.list``: what several folders have is held until all of it has come."""
        asked = [folder.strip("/") for folder in folders]
        if asked == [TEMPORARY_FOLDER]:
            yield from self._temporary()
        elif len(asked) == 1:
            yield from self._files(asked[0])
        else:
            for found in in_order(lambda folder: [*self._files(folder)], asked):
                if isinstance(found, StorageError):
                    raise found
                yield from found

    def _temporary(self) -> Iterator[ObjectInfo]:
        """Yield what is temporary, and the uploads in parts that never ended."""
        with ThreadPoolExecutor(1, "uploads") as thread:
            uploads = thread.submit(self._uploads)
            yield from self._files(TEMPORARY_FOLDER)
            yield from uploads.result()

    def _files(self, folder: str) -> Iterator[ObjectInfo]:
        """Yield the objects below a folder, by pages of 1,000 names, each asked for by itself.

        Names elsewhere are no files of the vault, whatever the store says. A store may be
        replaced by a login page in between, which reads like an empty page: so an end counts
        only if it has names of the vault itself, or while the vault is there (5-2).
        """
        root, below = self._path(""), self._path(folder)
        listed, after, name = 0, "", ""
        while page := self._page(below, after):
            listed += len(page)
            if listed > MOST_NAMES or page[-1]["path"] <= after:
                raise self._too_much()
            after, name = page[-1]["path"], ""
            for one in page:
                if below and not one["path"].startswith(f"{below}/"):
                    continue
                name = one["path"].removeprefix(f"{root}/" if root else "")
                if name.count("/") > MOST_LEVELS:
                    raise self._too_much()
                yield ObjectInfo(name, one["size"], one["last_modified"].timestamp())
            if len(page) < NAMES_A_PAGE:
                break
        if not page or not self._is_of_the_vault(name):
            self._check_holds()

    def _uploads(self) -> Sequence[ObjectInfo]:
        """Return the uploads in parts that never ended."""
        root = self._path("")
        return list(leftovers(self._questions(), f"{root}/" if root else ""))

    def remove(self, name: str) -> bool:
        """As ``Storage.remove``. A store answers alike whether the object was there or not."""
        upload = upload_of(name)
        if upload is not None:
            return self._abort(*upload)
        try:
            found = self.stat(name)
        except ObjectNotFound:
            return False
        path = self._path(name)
        try:
            self._ask(name, lambda store: obstore.delete(store, path))
        except (StorageDenied, StorageHolds) as error:
            held = self._questions().held(path, found.modified_at, time.time())
            if held is None:
                raise
            raise held from error
        return True

    def remove_many(
        self, names: Sequence[str], seconds: float = inf
    ) -> Sequence[bool | StorageError]:
        """As ``Storage.remove_many``."""
        return removed(self.remove, names, seconds)

    def free_bytes(self) -> int | None:
        """As ``Storage.free_bytes``: a store does not say."""
        return None

    def probe(self) -> Probe:
        """As ``Storage.probe``: looks at the top folder, then writes and removes an object.

        Meanwhile it asks what becomes of what is removed.
        """
        began = time.monotonic()
        self._check_holds()
        looked = time.monotonic() - began
        questions = self._questions()
        # How far the store was before says nothing of now.
        questions.quickest_seconds = inf
        with ThreadPoolExecutor(1, "keeping") as thread:
            keeping = thread.submit(questions.keeping)
            path = self._path(f"{TEMPORARY_FOLDER}/{new_part(self._access.writer)}")
            try:
                sums = compares_sums(questions, path)
                overwrites = self._puts.overwrites(path)
            finally:
                self._drop(path)
            keeps = keeping.result()
        pinned = self._certificates.pinned if self._place.is_sealed else None
        # The look may have opened its connection first, and waited for the rest of a page.
        round_trip = min(looked, questions.quickest_seconds)
        return Probe(round_trip, None, pinned, keeps=keeps, overwrites=overwrites, sums=sums)

    def _drop(self, path: str) -> None:
        """Remove an object of a probe. One that a lock holds stays, and refuses nothing (3-2)."""
        try:
            self._ask(path, lambda store: obstore.delete(store, path))
        except StorageHolds:
            return
        except StorageDenied:
            now = time.time()
            if self._questions().held(path, now, now) is None:
                raise

    def close(self) -> None:
        """Forget the connections; the next call connects again."""
        with self._lock:
            asked, self._asked = self._asked, {}
        for questions in asked.values():
            questions.close()
        self._connection.close()

    def _questions(self) -> Questions:
        """Return what asks by connections that stay open, as the store is known by now."""
        known = (self._connection.region, self._certificates.pinned)
        with self._lock:
            if known not in self._asked:
                region, context = known[0], self._certificates.context
                self._asked[known] = Questions(self._place, self._access, region, context)
            return self._asked[known]

    def _abort(self, name: str, upload: str) -> bool:
        if not self._questions().abort(self._path(name), upload):
            raise StorageDenied("upload-cant-be-dropped", store=self._place.host)
        return True

    def _check_holds(self) -> None:
        """Check that there is a bucket, with something of the vault (5-2). StorageUnreachable."""
        holds, place = self._access.root_holds, self._place
        if not holds:
            self._page(self._path(""), "")
        elif not any(self._holds(self._path(name)) for name in holds):
            message = holds_nothing(place.root, holds[0], server=place.host)
            raise StorageUnreachable.of(message)

    def _is_of_the_vault(self, name: str) -> bool:
        """Return whether a name that was listed shows that the vault is there (5-2)."""
        holds = self._access.root_holds
        return any(name == one or name.startswith(f"{one}/") for one in holds)

    def _holds(self, path: str) -> bool:
        """Return whether there is an object of this path, or below it."""
        page = self._page(self._path(""), path[:-1])
        return any(one["path"] == path or one["path"].startswith(f"{path}/") for one in page)

    def _page(self, below: str, after: str) -> "Sequence[ObjectMeta]":
        """Return the next names in their order; empty after the last one."""
        try:
            return self._ask("", lambda store: page_of(store, below, after))
        except ObjectNotFound:
            raise self._missing() from None

    def _missing(self) -> StorageUnreachable:
        place = self._place
        return StorageUnreachable("bucket-is-not-there", bucket=place.bucket, store=place.host)

    def _path(self, name: str) -> str:
        return "/".join(part for part in (self._place.prefix, name) if part)

    def _too_much(self) -> StorageImpossible:
        return StorageImpossible("folder-lists-too-much", folder=self._place.root)
