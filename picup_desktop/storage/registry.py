"""The kinds of storages by the scheme of their URLs: one line each."""

from typing import Final
from urllib.parse import unquote, urlsplit

from picup_desktop.errors import UsageError
from picup_desktop.names import shown
from picup_desktop.storage.folder_place import FolderPlace
from picup_desktop.storage.place import Place
from picup_desktop.storage.sftp.place import SftpPlace

SCHEMES: Final[dict[str, type[Place]]] = {kind.scheme: kind for kind in (SftpPlace, FolderPlace)}


def parse_place(url: str) -> Place:
    """Return the place of a URL; UsageError with a sentence that says what is wrong with it.

    ``/~/path`` is relative to the login folder. The user defaults to the one who runs
    the program, as with ssh.
    """
    if not _is_text(url):
        raise UsageError(
            f"{shown(url)!r} is not an address: it has a letter that no address can have. Write"
            " bytes that are no text as %XX."
        )
    try:
        parts = urlsplit(url)
        _ = parts.port  # read here because the property raises for a port that is no number
    except ValueError as error:
        raise UsageError(f"{url!r} is not an address: {error}.") from error
    if parts.query or parts.fragment:
        raise UsageError(f"{url!r} has a ? or # in it; write them as %3F and %23.")
    kind = SCHEMES.get(parts.scheme)
    if kind is None:
        raise UsageError(
            f"{url!r} is not an address of a storage. Write sftp://user@host:port/path, or"
            " file:///path for a mounted share or disk."
        )
    return kind.from_url(url, parts)


def _is_text(url: str) -> bool:
    """Return whether it is valid text without characters that no path can have."""
    try:
        url.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in unquote(url)
