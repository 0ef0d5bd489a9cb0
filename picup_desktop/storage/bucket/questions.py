"""What obstore can't ask a store: versions, locks, and uploads in parts that never ended.

S3 API reference: GetBucketVersioning, GetObjectLockConfiguration, HeadObject,
ListMultipartUploads, ListParts, AbortMultipartUpload. What a store does not answer, or refuses
to say, counts as not known and never as an error of the storage.
"""

import logging
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from math import inf
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # no type stubs
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # no type stubs

from picup_desktop.clock import iso
from picup_desktop.names import shown
from picup_desktop.storage.bucket.fields import all_of, find, local_of, text_of, whole_of
from picup_desktop.storage.bucket.place import BucketPlace
from picup_desktop.storage.bucket.rules import (
    MOST_DAYS,
    days_until_archived,
    days_until_removed,
    rules_about,
)
from picup_desktop.storage.bucket.signed import Request, Signer, signed_headers
from picup_desktop.storage.errors import StorageHolds
from picup_desktop.storage.keeping import Keeping, Versions
from picup_desktop.storage.place import Access
from picup_desktop.storage.web_place import host_in_url

log = logging.getLogger(__name__)

MOST_ANSWER_BYTES = 4 * 1024 * 1024
"""A page of 1,000 uploads is a tenth of it."""
DAY_SECONDS = 24 * 3600.0
MOST_UPLOADS = 10_000
"""That never ended; more of them are looked at the next time."""
_SAYS_VERSIONS = ("VersioningConfiguration", "GetBucketVersioningResponse")
"""The second is what some stores name it."""
_HAS_NO_RULES = {404, 501}
"""NoSuchLifecycleConfiguration; or a store that knows no rules."""
_IN_TROUBLE = {408, 429, 500, 502, 503, 504}
"""It may answer the next time."""
_VERSIONS = {"": Versions.OFF, "Enabled": Versions.ON, "Suspended": Versions.SUSPENDED}


@dataclass(frozen=True)
class Said:
    """An answer of a store, whatever its status."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_good(self) -> bool:
        """Whether what was asked for was answered or done."""
        return 200 <= self.status < 300

    def xml(self) -> Element | None:
        """Return the XML of a good answer; None for anything else (6-2)."""
        try:
            return fromstring(self.body) if self.is_good else None
        except (ParseError, DefusedXmlException, ValueError):
            return None


@dataclass(frozen=True)
class Question:
    """One request; ``path`` is below the bucket, and empty for the bucket itself."""

    method: str
    path: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""


@dataclass(frozen=True)
class Unfinished:
    """An upload in parts that has not ended."""

    path: str
    upload: str
    began_at: float
    """Unix seconds by the store's own clock."""


@dataclass(frozen=True)
class Hold:
    """Why an object can't be removed yet."""

    until: float
    """Unix seconds; infinity for a hold that somebody must lift."""


class Questions:
    """Asks one bucket, in several threads at once; its connections end with ``close``."""

    def __init__(
        self,
        place: BucketPlace,
        access: Access,
        region: str,
        context: Callable[[], ssl.SSLContext],
    ) -> None:
        """``context``: makes what verifies the server."""
        self._place = place
        self._access = access
        self._signer = Signer(place.access_key, access.password or "", region)
        self.quickest_seconds = inf
        """How long the quickest answer took to begin: a round trip, once the connection is open."""
        # It takes as long to load as all else of a courier, which is asked for objects first.
        import httpx  # noqa: PLC0415 - see above

        self.failures = (httpx.HTTPError, httpx.InvalidURL)
        """What ``asked`` raises if nobody answers."""
        self._client = httpx.Client(
            timeout=httpx.Timeout(access.stall_seconds, connect=access.connect_seconds),
            # Without TLS nothing is verified, and loading the authorities takes its time.
            verify=context() if place.is_sealed else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            # A proxy of the system would read what a connection without TLS sends.
            trust_env=place.is_sealed,
        )

    def keeping(self) -> Keeping:
        """Return what becomes of removed objects, and of others by a rule of the bucket."""
        kept, said = self._kept(), self._ask(Question("GET", query={"lifecycle": ""}))
        rules = _xml(said)
        if rules is None or local_of(rules) != "LifecycleConfiguration":
            return replace(kept, rules_known=said is not None and said.status in _HAS_NO_RULES)
        prefix = self._place.prefix
        ours = [*rules_about(f"{prefix}/" if prefix else "", all_of(rules, "Rule"))]
        archives = [days for rule in ours if (days := days_until_archived(rule)) is not None]
        ends = [days for rule in ours if (days := days_until_removed(rule)) is not None]
        return replace(
            kept,
            ends_days=min(ends, default=None),
            archives_days=min(archives, default=None),
        )

    def _kept(self) -> Keeping:
        told = _xml(self._ask(Question("GET", query={"versioning": ""})))
        if told is None or local_of(told) not in _SAYS_VERSIONS:
            return Keeping(Versions.UNKNOWN)
        versions = _VERSIONS.get(text_of(told, "Status"), Versions.UNKNOWN)
        if versions is not Versions.ON:
            # Only a bucket with versions can be locked.
            return Keeping(versions)
        said = self._ask(Question("GET", query={"object-lock": ""}))
        if said is None or said.status in _IN_TROUBLE:
            return Keeping(Versions.UNKNOWN)
        lock = said.xml()
        rule = None if lock is None else find(lock, "DefaultRetention")
        if rule is None:
            return Keeping(versions)
        days = whole_of(text_of(rule, "Days")) or whole_of(text_of(rule, "Years")) * 365
        return Keeping(
            versions, min(days, MOST_DAYS) or None, text_of(rule, "Mode") == "COMPLIANCE"
        )

    def hold(self, path: str) -> Hold | None:
        """Return what holds an object; None if nothing does, or the store does not say."""
        said = self._ask(Question("HEAD", path))
        if said is None or not said.is_good:
            return None
        if said.headers.get("x-amz-object-lock-legal-hold", "").upper() == "ON":
            return Hold(inf)
        until = _seconds(said.headers.get("x-amz-object-lock-retain-until-date", ""))
        return None if until is None else Hold(until)

    def held(self, path: str, stored_at: float, now: float) -> StorageHolds | None:
        """Return why an object can't be removed yet; None if no lock explains the refusal.

        ``stored_at`` is by the store's clock. A lock that ended more than a day ago explains
        nothing, whichever clock is wrong.
        """
        hold = self.hold(path)
        if hold is None:
            days = self.keeping().locked_days
            hold = None if days is None else Hold(stored_at + days * DAY_SECONDS)
        if hold is None or hold.until < now - DAY_SECONDS:
            return None
        if hold.until == inf:
            return StorageHolds("storage-holds-until-lifted")
        return StorageHolds("storage-holds-until", until=iso(hold.until))

    def unfinished(self, below: str) -> Iterator[Unfinished] | None:
        """Yield the uploads below a path that have not ended; None if the store does not say."""
        first = self._uploads(below, {})
        return None if first is None else self._pages(below, first)

    def _pages(self, below: str, page: Element) -> Iterator[Unfinished]:
        count, after = 0, ("", "")
        while True:
            for one in all_of(page, "Upload"):
                path, upload = text_of(one, "Key"), text_of(one, "UploadId")
                began_at = _seconds(text_of(one, "Initiated"))
                count += 1
                if path.startswith(below) and upload and began_at is not None:
                    yield Unfinished(path, upload, began_at)
            then = (text_of(page, "NextKeyMarker"), text_of(page, "NextUploadIdMarker"))
            if text_of(page, "IsTruncated") != "true" or then <= after or count >= MOST_UPLOADS:
                return
            after = then
            more = self._uploads(below, {"key-marker": then[0], "upload-id-marker": then[1]})
            if more is None:
                return
            page = more

    def last_part(self, upload: Unfinished) -> tuple[int, float]:
        """Return the bytes of the first 1,000 parts of an upload, and when the last one came."""
        told = _xml(self._ask(Question("GET", upload.path, {"uploadId": upload.upload})))
        size_bytes, last = 0, upload.began_at
        for part in [] if told is None else all_of(told, "Part"):
            size_bytes += whole_of(text_of(part, "Size"))
            last = max(last, _seconds(text_of(part, "LastModified")) or last)
        return size_bytes, last

    def abort(self, path: str, upload: str) -> bool:
        """End an upload and drop its parts; return whether the store did so, or had it no more."""
        said = self._ask(Question("DELETE", path, {"uploadId": upload}))
        return said is not None and (said.is_good or said.status == 404)

    def put(self, path: str, data: bytes, headers: Mapping[str, str]) -> Said | None:
        """Write a few bytes; None if nobody answered."""
        return self._ask(Question("PUT", path, headers=headers, data=data))

    def head(self, path: str, headers: Mapping[str, str]) -> Said | None:
        """Ask about an object; None if nobody answered."""
        return self._ask(Question("HEAD", path, headers=headers))

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _uploads(self, below: str, after: Mapping[str, str]) -> Element | None:
        told = _xml(self._ask(Question("GET", query={"uploads": "", "prefix": below, **after})))
        is_list = told is not None and local_of(told) == "ListMultipartUploadsResult"
        return told if is_list else None

    def asked(self, question: Question) -> Said | None:
        """Return the answer; None if it is longer than any that is of use. ``failures``."""
        place = self._place
        usual = place.port == place.usual_port
        host = host_in_url(place.host) + ("" if usual else f":{place.port}")
        whole = f"/{place.bucket}/{question.path}" if question.path else f"/{place.bucket}"
        digest = sha256(question.data).hexdigest()
        request = Request(question.method, host, whole, question.query, question.headers, digest)
        signed = signed_headers(request, self._signer, datetime.now(UTC))
        url = f"{place.origin}{request.target}"
        began = time.monotonic()
        content = question.data or None
        with self._client.stream(request.method, url, headers=signed, content=content) as answer:
            self.quickest_seconds = min(self.quickest_seconds, time.monotonic() - began)
            body = bytearray()
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > MOST_ANSWER_BYTES:
                    return None
            return Said(answer.status_code, answer.headers, bytes(body))

    def _ask(self, question: Question) -> Said | None:
        """Return the answer; None if there is none, or none within bounds."""
        try:
            return self.asked(question)
        except self.failures as error:
            log.info("A question to the store was not answered: %s", shown(str(error)))
            return None


def _xml(said: Said | None) -> Element | None:
    return None if said is None else said.xml()


def _seconds(text: str) -> float | None:
    """Return a time as Unix seconds; None for what is no time."""
    try:
        when = datetime.fromisoformat(text.strip())
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
