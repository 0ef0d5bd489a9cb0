"""A storage in a bucket: each of the vault's files is one object, never overwritten.

A small object is one PUT with ``If-None-Match: *``, which the store carries out whole or not at
all. A larger one is sent in parts; the library gives it its name when all have come, and what
the store shows afterwards is compared. Its name is the hash of its bytes, so two writers of
one name write the same.

Threads: a batch has a few of its own, which end with it. Apart from that each instance is used by
one thread at a time; the library's own threads end with the process.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import obstore
import obstore.exceptions
from obstore.store import S3Store

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
from picup_desktop.storage.bucket.leftovers import leftovers, upload_of
from picup_desktop.storage.bucket.meaning import (
    answer_in,
    is_about_tls,
    is_busy,
    meaning_of,
    region_asked_for,
    wants_checksum,
)
from picup_desktop.storage.bucket.place import BucketPlace
from picup_desktop.storage.bucket.put import READ_BYTES, Puts
from picup_desktop.storage.bucket.questions import Questions
from picup_desktop.storage.errors import (
    LoginRefused,
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
from picup_desktop.storage.trust.certificates import Certificates
from picup_desktop.storage.web import got_each, put_each, removed

if TYPE_CHECKING:
    from obstore import ObjectMeta
    from obstore.store import ClientConfig

    from picup_desktop.storage.bucket.relay import Relay

NAMES_A_PAGE = 1000
MOST_WITHIN = 2
"""Questions in one another that may open the connection anew."""
TRIES_AGAIN = 4
"""Of the library, for an answer that the store is too busy; the pauses between them double."""
FIRST_PAUSE_SECONDS = 0.5
"""Before asking a store again that stays too busy; the pauses double."""
BUSY_SHARE = 0.5
"""For how much of the longest stall a store may be too busy: it is slow, and has not failed."""
LONGEST_REQUEST_SECONDS = 300
"""One part at 30 kB/s."""

T = TypeVar("T")


class BucketStorage:
    """Objects in one bucket below one prefix."""

    def __init__(self, place: BucketPlace, access: Access) -> None:
        """Nothing is contacted before the first call."""
        self._place = place
        self._access = access
        self._region = place.region
        self._opened: S3Store | None = None
        self._puts = Puts(self._ask, self._path, self.stat, self._missing)
        self._checksums = False
        """Whether objects are sent with their SHA-256, without which a locked bucket takes none."""
        self._certificates = Certificates(place.host, place.port, access)
        self._relay: Relay | None = None
        self._by_relay = False
        self._asking = threading.local()

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
        """As ``Storage.put_many``: several at once, because each waits for two answers."""
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
        except _BehindTheEnd:
            return
        stream, left = found.stream(READ_BYTES), length
        while left > 0 and (piece := self._told(name, lambda: next(stream, None))):
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

    def list(self, prefix: str) -> Iterator[ObjectInfo]:
        """As ``Storage.list``, by pages of 1,000 names, each of which is asked for by itself.

        Names elsewhere are no files of the vault, whatever the store says. A store may be
        replaced by a login page in between, which reads like an empty page: so the last one
        counts only while the vault is there (5-2).
        """
        root, below = self._path(""), self._path(prefix.strip("/"))
        if prefix.strip("/") == TEMPORARY_FOLDER:
            with self._questions() as questions:
                yield from leftovers(questions, f"{root}/" if root else "")
        listed, after = 0, ""
        while page := self._page(below, after):
            listed += len(page)
            if listed > MOST_NAMES or page[-1]["path"] <= after:
                raise self._too_much()
            after = page[-1]["path"]
            for one in page:
                if below and not one["path"].startswith(f"{below}/"):
                    continue
                name = one["path"].removeprefix(f"{root}/" if root else "")
                if name.count("/") > MOST_LEVELS:
                    raise self._too_much()
                yield ObjectInfo(name, one["size"], one["last_modified"].timestamp())
            if len(page) < NAMES_A_PAGE:
                break
        self._check_holds()

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
            with self._questions() as questions:
                held = questions.held(path, found.modified_at, time.time())
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
        """As ``Storage.probe``: looks at the top folder, then writes and removes an object."""
        began = time.monotonic()
        self._check_holds()
        took = time.monotonic() - began
        path = self._path(f"{TEMPORARY_FOLDER}/{new_part(self._access.writer)}")
        try:
            overwrites = self._puts.overwrites(path)
        finally:
            self._ask(path, lambda store: obstore.delete(store, path))
        pinned = self._certificates.pinned if self._place.is_sealed else None
        with self._questions() as questions:
            return Probe(took, None, pinned, keeps=questions.keeping(), overwrites=overwrites)

    def close(self) -> None:
        """Forget the connections; the next call connects again."""
        self._opened = None
        if self._relay is not None:
            self._relay.close()
            self._relay = None

    def _questions(self) -> Questions:
        return Questions(self._place, self._access, self._region, self._certificates.context)

    def _abort(self, name: str, upload: str) -> bool:
        with self._questions() as questions:
            if not questions.abort(self._path(name), upload):
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

    def _holds(self, path: str) -> bool:
        """Return whether there is an object of this path, or below it."""
        page = self._page(self._path(""), path[:-1])
        return any(one["path"] == path or one["path"].startswith(f"{path}/") for one in page)

    def _page(self, below: str, after: str) -> "Sequence[ObjectMeta]":
        """Return the next names in their order; empty after the last one."""
        try:
            return self._ask(
                "",
                lambda store: next(
                    obstore.list(
                        store, below or None, offset=after or None, chunk_size=NAMES_A_PAGE
                    ),
                    [],
                ),
            )
        except ObjectNotFound:
            raise self._missing() from None

    def _missing(self) -> StorageUnreachable:
        place = self._place
        return StorageUnreachable("bucket-is-not-there", bucket=place.bucket, store=place.host)

    def _path(self, name: str) -> str:
        return "/".join(part for part in (self._place.prefix, name) if part)

    def _too_much(self) -> StorageImpossible:
        return StorageImpossible("folder-lists-too-much", folder=self._place.root)

    def _ask(self, name: str, ask: Callable[[S3Store], T]) -> T:
        """Ask the store; again while it is too busy, and once more in another region.

        What is asked when a connection opens is asked in here, too, and once more at most (6-2).
        StorageError.
        """
        within = getattr(self._asking, "within", 0)
        self._asking.within = within + 1
        try:
            return self._answered(name, ask, opens_again=within < MOST_WITHIN)
        finally:
            self._asking.within = within

    def _answered(self, name: str, ask: Callable[[S3Store], T], *, opens_again: bool) -> T:
        ends_at = time.monotonic() + self._access.stall_seconds * BUSY_SHARE
        pause_seconds = FIRST_PAUSE_SECONDS
        moved = looked = not opens_again
        summed = False
        while True:
            try:
                return ask(self._store())
            except (OSError, obstore.exceptions.BaseError) as error:
                region = region_asked_for(str(error))
                if region is not None and region != self._region and not moved:
                    self._region, self._opened, moved = region, None, True
                    continue
                if wants_checksum(str(error)) and not summed:
                    # Another thread may have been told so before.
                    self._opened = self._opened if self._checksums else None
                    self._checksums = summed = True
                    continue
                if not looked and self._is_about_the_certificate(error):
                    self._certificates.settle()
                    # By OpenSSL it is good, whatever the library has against it.
                    self._by_relay, looked = True, True
                    self.close()
                    continue
                if not is_busy(str(error)) or time.monotonic() + pause_seconds > ends_at:
                    raise self._meaning(error, name) from error
            time.sleep(pause_seconds)
            pause_seconds *= 2

    def _is_about_the_certificate(self, error: Exception) -> bool:
        """Return whether no connection was made, and the server's certificate may be why."""
        if not self._place.is_sealed:
            return False
        if self._relay is not None:
            return self._relay.failure() is not None
        return is_about_tls(str(error))

    def _told(self, name: str, tell: Callable[[], T]) -> T:
        """Return what an answer under way says next. StorageError."""
        try:
            return tell()
        except (OSError, obstore.exceptions.BaseError) as error:
            raise self._meaning(error, name) from error

    def _meaning(self, error: Exception, name: str) -> StorageError:
        answer = answer_in(str(error))
        if answer.code == "InvalidRange":
            return _BehindTheEnd("object-is-not-on-storage", name=name)
        place = self._place
        return meaning_of(answer, store=place.host, bucket=place.bucket, name=name)

    def _store(self) -> S3Store:
        if self._opened is None:
            self._opened = self._open()
            try:
                # Once a connection; what is missing later is looked at again (5-2).
                self._check_holds()
            except StorageError:
                self.close()
                raise
        return self._opened

    def _open(self) -> S3Store:
        place, access = self._place, self._access
        if not access.password:
            raise LoginRefused("bucket-needs-secret", key=place.access_key, store=place.host)
        endpoint, client = self._way_there()
        return S3Store(
            bucket=place.bucket,
            endpoint=endpoint,
            access_key_id=place.access_key,
            secret_access_key=access.password,
            region=self._region,
            virtual_hosted_style_request=False,
            # The person's own settings for other programs, in the environment, are not for this.
            skip_signature=False,
            unsigned_payload=False,
            request_payer=False,
            config={"checksum_algorithm": "SHA256"} if self._checksums else {},
            client_options={
                **client,
                "connect_timeout": timedelta(seconds=access.connect_seconds),
                "timeout": timedelta(seconds=LONGEST_REQUEST_SECONDS),
            },
            retry_config={
                "max_retries": TRIES_AGAIN,
                "retry_timeout": timedelta(seconds=access.stall_seconds),
            },
        )

    def _way_there(self) -> "tuple[str, ClientConfig]":
        """Return the endpoint, and how the library gets there."""
        place, access = self._place, self._access
        if not place.is_sealed:
            return place.origin, {"allow_http": True}
        if self._certificates.pinned is None and not self._by_relay:
            return place.origin, {"allow_http": False}
        from picup_desktop.storage.bucket.relay import Relay  # noqa: PLC0415 - seldom needed

        # Requests say the port where it is not the usual one of TLS, as without the relay.
        context = self._certificates.context()
        relay = Relay(place.host, place.port, context, access.connect_seconds, place.authority)
        self._relay = relay.start()
        proxy = f"http://127.0.0.1:{relay.own_port}"
        return f"http://{place.authority}", {"allow_http": True, "proxy_url": proxy}


class _BehindTheEnd(StorageError):
    """A range that begins behind the end of an object."""
