"""The place of a storage in a bucket: ``s3://ACCESS_KEY@host[:port]/bucket/prefix[?region=NAME]``.

``s3+http://`` is the same without TLS, for a store on this computer only. The library that
speaks to the store is imported only when the store is contacted, mostly by a courier.
"""

import posixpath
import re
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self
from urllib.parse import SplitResult, quote, unquote

from picup_desktop.errors import UsageError
from picup_desktop.storage.base import Storage
from picup_desktop.storage.place import Access, FolderListing, Place
from picup_desktop.storage.sums import PART_BYTES
from picup_desktop.storage.web_place import (
    HOST,
    HTTP_PORT,
    NO_LETTER,
    WebPlace,
    is_this_computer,
)

if TYPE_CHECKING:
    from picup_desktop.storage.bucket.storage import BucketStorage

PARTS_AT_ONCE = 2
USUAL_REGION = "us-east-1"
BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]")
"""Bucket naming rules of Amazon S3, which other stores follow."""
REGION = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_REGION_GIVEN = "region="
MOST_PREFIX_BYTES = 900
"""A key has 1,024 bytes at most, and names of ours follow it."""
KEY = re.compile(r"[!-~]{1,256}")
"""It stands in a header of HTTP."""
_REGION_IN_HOST = re.compile(
    r"(?:^|\.)s3[.-](?!website)(?:dualstack\.)?([a-z]{2,}(?:-[a-z0-9]+)+)\."
    r"|^([a-z]{3,4}[0-9]*)\.your-objectstorage\.com$"
)
"""``s3.eu-central-1.wasabisys.com``, ``s3.us-west-004.backblazeb2.com``, ``fsn1.your-...``."""


@dataclass(frozen=True)
class BucketPlace(WebPlace):
    """A folder of names in a bucket, and the key that opens it."""

    scheme: ClassVar[str] = "s3"
    kind: ClassVar[str] = "bucket"
    takes_query: ClassVar[bool] = True
    is_metered: ClassVar[bool] = True
    tells_room: ClassVar[bool] = False
    unheard_bytes: ClassVar[int] = PARTS_AT_ONCE * PART_BYTES
    small_at_once: ClassVar[int] = 8
    least_for_large: ClassVar[int] = 4
    """A store answers once an object lies on its disks, and the library needs no interpreter."""
    most_for_large: ClassVar[int] = 6
    """More of them have a Ceph on one disk answer later and do no more; each needs memory."""
    shares_connections: ClassVar[bool] = True

    access_key: str
    bucket: str
    prefix: str
    """Without slashes at its ends; empty for the whole bucket."""
    region_given: str = ""
    """For a store that needs one and does not name it; mostly empty."""

    @classmethod
    def from_url(cls, url: str, parts: SplitResult) -> Self:
        """As ``Place.from_url``."""
        if parts.password is not None:
            raise UsageError("address-must-not-hold-secret")
        host = unquote(parts.hostname or "")
        if not HOST.fullmatch(host) or parts.port == 0:
            raise UsageError("bucket-names-no-host", url=url)
        if not parts.username or not KEY.fullmatch(unquote(parts.username)):
            raise UsageError("bucket-names-no-key", url=url)
        bucket, _, prefix = unquote(parts.path).strip("/").partition("/")
        if not BUCKET.fullmatch(bucket):
            raise UsageError("bucket-names-no-bucket", url=url)
        prefix = posixpath.normpath(prefix) if prefix else ""
        if prefix.startswith((".", "/")) or NO_LETTER.search(prefix):
            raise UsageError("bucket-names-no-bucket", url=url)
        if len(prefix.encode()) > MOST_PREFIX_BYTES:
            raise UsageError("bucket-prefix-is-too-long", most=MOST_PREFIX_BYTES)
        region = parts.query.removeprefix(_REGION_GIVEN)
        if parts.query and (region == parts.query or not REGION.fullmatch(region)):
            raise UsageError("bucket-names-no-region", url=url)
        cls.check_host(host)
        port, key = parts.port or cls.usual_port, unquote(parts.username)
        return cls(host, port, key, bucket, prefix, region)

    @property
    def url(self) -> str:
        """As ``Place.url``."""
        path = "/".join(part for part in (self.bucket, self.prefix) if part)
        key = quote(self.access_key, safe="")
        region = f"?{_REGION_GIVEN}{self.region_given}" if self.region_given else ""
        return f"{self.scheme}://{key}@{self.authority}/{quote(path, safe='/')}{region}"

    @property
    def region(self) -> str:
        """The region given, or that the host's name says; Amazon's first one where it says none."""
        if self.region_given:
            return self.region_given
        found = _REGION_IN_HOST.search(self.host)
        return USUAL_REGION if found is None else found[1] or found[2]

    @property
    def direct_url(self) -> str:
        """As ``Place.direct_url``."""
        return self.url

    @property
    def root(self) -> str:
        """As ``Place.root``."""
        return f"/{self.bucket}/{self.prefix}".rstrip("/")

    @property
    def private_names(self) -> tuple[str, ...]:
        """As ``Place.private_names``."""
        return tuple(n for n in (self.prefix, self.bucket, self.host, self.access_key) if n)

    def is_same(self, other: Place) -> bool:
        """As ``Place.is_same``; the key is ignored, because two keys may open one bucket."""
        if not isinstance(other, BucketPlace):
            return False
        if (self.host, self.port, self.bucket) != (other.host, other.port, other.bucket):
            return False
        shorter, longer = sorted((self.prefix, other.prefix), key=len)
        return not shorter or longer == shorter or longer.startswith(f"{shorter}/")

    def load(self) -> None:
        """As ``Place.load``; UsageError where the library for buckets is not installed."""
        try:
            import picup_desktop.storage.bucket.storage  # noqa: F401, PLC0415 - see above
        except ModuleNotFoundError as error:
            raise UsageError("bucket-library-missing") from error

    def open(self, access: Access) -> Storage:
        """As ``Place.open``."""
        return self._storage(access)

    def prepare(self, access: Access) -> None:
        """As ``Place.prepare``: the bucket must be there, and its folder needs no making."""
        with closing(self._storage(access)) as bucket:
            bucket.check_bucket()

    def real_path(self, access: Access) -> str:  # noqa: ARG002 - a bucket has no links
        """As ``Place.real_path``."""
        return self.root

    def folders(self, access: Access, file: str) -> FolderListing:
        """As ``Place.folders``."""
        with closing(self._storage(access)) as bucket:
            return bucket.folders(file)

    def make_folder(self, access: Access) -> None:
        """As ``Place.make_folder``: a folder is there once something is in it."""
        with closing(self._storage(access)) as bucket:
            bucket.check_bucket()

    def _storage(self, access: Access) -> "BucketStorage":
        from picup_desktop.storage.bucket.storage import BucketStorage  # noqa: PLC0415 - see above

        return BucketStorage(self, access)


@dataclass(frozen=True)
class PlainBucketPlace(BucketPlace):
    """The same without TLS, for a store on this computer."""

    scheme: ClassVar[str] = "s3+http"
    is_sealed: ClassVar[bool] = False
    usual_port: ClassVar[int] = HTTP_PORT

    @classmethod
    def check_host(cls, host: str) -> None:
        """Refuse any host but this computer; UsageError."""
        if not is_this_computer(host):
            raise UsageError("bucket-without-tls-elsewhere", host=host)
