"""The kinds of storages by the scheme of their URLs: one line each."""

from typing import Final
from urllib.parse import unquote, urlsplit

from picup_desktop.errors import UsageError
from picup_desktop.names import shown
from picup_desktop.storage.bucket.place import BucketPlace, PlainBucketPlace
from picup_desktop.storage.dav.place import DavPlace, PlainDavPlace
from picup_desktop.storage.folder_place import FolderPlace
from picup_desktop.storage.place import Place
from picup_desktop.storage.sftp.place import SftpPlace

KINDS: Final[tuple[type[Place], ...]] = (
    *(SftpPlace, FolderPlace),
    *(BucketPlace, PlainBucketPlace),
    *(DavPlace, PlainDavPlace),
)
SCHEMES: Final[dict[str, type[Place]]] = {kind.scheme: kind for kind in KINDS}


def parse_place(url: str) -> Place:
    """Return the place of a URL; UsageError with a sentence that says what is wrong with it.

    ``/~/path`` is relative to the login folder. The user defaults to the one who runs
    the program, as with ssh.
    """
    if not _is_text(url):
        raise UsageError("not-address-has-letter-no", url=shown(url))
    try:
        parts = urlsplit(url)
        _ = parts.port  # read here because the property raises for a port that is no number
    except ValueError as error:
        raise UsageError("not-address", url=url, why=str(error)) from error
    kind = SCHEMES.get(parts.scheme)
    if parts.fragment or (parts.query and not (kind and kind.takes_query)):
        raise UsageError("url-has-question-mark-or-hash", url=url)
    if kind is None:
        raise UsageError("not-address-storage-write-sftp", url=url)
    return kind.from_url(url, parts)


def place_given(url: str) -> Place:
    """As ``parse_place``, for a URL that a person gives: the place as it is kept. UsageError."""
    return parse_place(url).settled()


def _is_text(url: str) -> bool:
    """Return whether it is valid text without characters that no path can have."""
    try:
        url.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in unquote(url)
