"""Asks a bucket through the library, and opens what it asks by: in the store's region, with
checksums where a locked bucket wants them, and by a relay where the certificate is pinned.

Several threads of a batch ask at once. What one of them learned changes the way for all: who
asked by a way that was left since asks again by the new one.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

import obstore
import obstore.exceptions
from obstore.store import S3Store

from picup_desktop.storage.bucket.meaning import (
    answer_in,
    is_about_tls,
    is_busy,
    is_refused_without_reason,
    meaning_of,
    refuses_checksum,
    region_asked_for,
    wants_checksum,
)
from picup_desktop.storage.bucket.place import BucketPlace
from picup_desktop.storage.errors import LoginRefused, StorageError
from picup_desktop.storage.place import Access
from picup_desktop.storage.trust.certificates import Certificates

if TYPE_CHECKING:
    from obstore.store import ClientConfig

    from picup_desktop.storage.bucket.relay import Relay

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


class BehindTheEnd(StorageError):
    """A range that begins behind the end of an object."""


@dataclass(frozen=True)
class _Needs:
    """What the store was found to need."""

    region: str
    checksums: bool = False
    """Whether objects are sent with their SHA-256: a locked bucket takes none without."""
    relay: bool = False


@dataclass(frozen=True, eq=False)
class _Way:
    """One way to the store."""

    store: S3Store
    needs: _Needs
    relay: "Relay | None"

    def close(self) -> None:
        if self.relay is not None:
            self.relay.close()


class Connection:
    """The way to one bucket; ``ask`` may be called from several threads at once."""

    def __init__(
        self,
        place: BucketPlace,
        access: Access,
        certificates: Certificates,
        check: Callable[[], None],
    ) -> None:
        """``check`` asks, by this, whether the vault is there: whenever a way was opened."""
        self._place = place
        self._access = access
        self._certificates = certificates
        self._check = check
        self._needs = _Needs(place.region, access.sends_sums)
        self._way: _Way | None = None
        self._unchecked: _Way | None = None
        """Asked by the one thread that checks it, which holds the lock."""
        self._failure: StorageError | None = None
        """Of the last check that failed."""
        self._failed_at = 0.0
        self._lock = threading.RLock()
        self._asking = threading.local()

    @property
    def region(self) -> str:
        """The region that the store is in, as far as it was told."""
        return self._needs.region

    def open(self) -> None:
        """Open it, if it is not. StorageError."""
        self._opened()

    def close(self) -> None:
        """Forget the connections; the next call connects again."""
        with self._lock:
            for way in (self._way, self._unchecked):
                if way is not None:
                    self._leave(way)

    def ask(self, name: str, ask: Callable[[S3Store], T]) -> T:
        """Ask the store; again while it is too busy, and once more in another region.

        What is asked when a connection opens is asked in here, too, and once more at most (6-2).
        StorageError.
        """
        within = getattr(self._asking, "within", 0)
        self._asking.within = within + 1
        try:
            return self._answered(name, ask, within)
        finally:
            self._asking.within = within

    def told(self, name: str, tell: Callable[[], T]) -> T:
        """Return what an answer under way says next. StorageError."""
        try:
            return tell()
        except (OSError, obstore.exceptions.BaseError) as error:
            raise self._meaning(error, name) from error

    def _answered(self, name: str, ask: Callable[[S3Store], T], within: int) -> T:
        ends_at = time.monotonic() + self._access.stall_seconds * BUSY_SHARE
        pause_seconds = FIRST_PAUSE_SECONDS
        moved = looked = within >= MOST_WITHIN
        summed = False
        while True:
            way = self._opened()
            try:
                return ask(way.store)
            except (OSError, obstore.exceptions.BaseError) as error:
                text = str(error)
                region = region_asked_for(text)
                if region is not None and region != way.needs.region and not moved:
                    moved = True
                    self._change(way, replace(way.needs, region=region))
                    continue
                sums = self._other_sums(way, text)
                if sums is not None and not summed:
                    summed = True
                    self._change(way, replace(way.needs, checksums=sums))
                    continue
                if not looked and self._is_about_the_certificate(way, text):
                    looked = True
                    self._settle(way)
                    continue
                if is_refused_without_reason(text) and not within:
                    # A key that was revoked, or a wrong clock, is told by an answer with a body.
                    self._check()
                if not is_busy(text) or time.monotonic() + pause_seconds > ends_at:
                    raise self._meaning(error, name) from error
            time.sleep(pause_seconds)
            pause_seconds *= 2

    @staticmethod
    def _other_sums(way: _Way, text: str) -> bool | None:
        """Return whether objects go with their SHA-256 from now on; None: as before.

        Another store may be behind the name by now, or one that refuses it of parts alone.
        """
        if wants_checksum(text):
            return True
        return False if way.needs.checksums and refuses_checksum(text) else None

    def _settle(self, way: _Way) -> None:
        """Settle which certificate is trusted, and go by the relay from now on. StorageError.

        By OpenSSL it is good, whatever the library has against it.
        """
        before = self._certificates.pinned
        self._certificates.settle()
        if way.relay is None or self._certificates.pinned != before:
            # Else others are under way by the relay, which is as good as a new one.
            self._change(way, replace(way.needs, relay=True))

    def _change(self, way: _Way, needs: _Needs) -> None:
        """Leave a way for one that has what the store needs, unless another thread did so."""
        with self._lock:
            if way is self._way or way is self._unchecked:
                self._needs = needs
                self._leave(way)

    def _leave(self, way: _Way) -> None:
        self._way = None if self._way is way else self._way
        self._unchecked = None if self._unchecked is way else self._unchecked
        way.close()

    def _is_about_the_certificate(self, way: _Way, text: str) -> bool:
        """Return whether no connection was made, and the server's certificate may be why."""
        if not self._place.is_sealed:
            return False
        if way.relay is not None:
            return way.relay.failure() is not None
        return is_about_tls(text)

    def _meaning(self, error: Exception, name: str) -> StorageError:
        answer = answer_in(str(error))
        if answer.code == "InvalidRange":
            return BehindTheEnd("object-is-not-on-storage", name=name)
        place = self._place
        return meaning_of(answer, store=place.host, bucket=place.bucket, name=name)

    def _opened(self) -> _Way:
        """Return a way by which the vault was seen; only its own check is asked before."""
        way, began_at = self._way, time.monotonic()
        if way is not None:
            return way
        with self._lock:
            if self._way is not None:
                return self._way
            if self._unchecked is not None:
                return self._unchecked
            if self._failure is not None and self._failed_at >= began_at:
                # Who waited for a check that failed does not wait for one more: each may take long.
                raise type(self._failure).of(self._failure.message)
            self._unchecked = self._open()
            try:
                # Once a connection; what is missing later is looked at again (5-2).
                self._check()
            except StorageError as error:
                self._failure, self._failed_at = error, time.monotonic()
                self.close()
                raise
            return self._checked()

    def _checked(self) -> _Way:
        """Keep the way that was just checked, or the one that its check left it for."""
        if self._way is None:
            self._way = self._unchecked
        self._unchecked = None
        return self._way or self._opened()

    def _open(self) -> _Way:
        place, access, needs = self._place, self._access, self._needs
        if not access.password:
            raise LoginRefused("bucket-needs-secret", key=place.access_key, store=place.host)
        endpoint, client, relay = self._way_there()
        store = S3Store(
            bucket=place.bucket,
            endpoint=endpoint,
            access_key_id=place.access_key,
            secret_access_key=access.password,
            region=needs.region,
            virtual_hosted_style_request=False,
            # The person's own settings for other programs, in the environment, are not for this.
            skip_signature=False,
            unsigned_payload=False,
            request_payer=False,
            config={"checksum_algorithm": "SHA256"} if needs.checksums else {},
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
        return _Way(store, needs, relay)

    def _way_there(self) -> "tuple[str, ClientConfig, Relay | None]":
        """Return the endpoint, how the library gets there, and the relay that it goes by."""
        place, access = self._place, self._access
        if not place.is_sealed:
            # A proxy of the system would read what a connection without TLS sends. The library
            # leaves it only for another one, which is the store itself and none for it.
            direct: ClientConfig = {"proxy_url": place.origin, "proxy_excludes": place.host}
            return place.origin, {"allow_http": True, **direct}, None
        if self._certificates.pinned is None and not self._needs.relay:
            return place.origin, {"allow_http": False}, None
        from picup_desktop.storage.bucket.relay import Relay  # noqa: PLC0415 - seldom needed

        # Requests say the port where it is not the usual one of TLS, as without the relay.
        context = self._certificates.context()
        relay = Relay(place.host, place.port, context, access.connect_seconds, place.authority)
        started = relay.start()
        proxy = f"http://127.0.0.1:{started.own_port}"
        return f"http://{place.authority}", {"allow_http": True, "proxy_url": proxy}, started
