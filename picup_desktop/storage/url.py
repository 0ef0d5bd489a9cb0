"""Addresses of storages as people write them: ``sftp://user@host:port/path``, ``file:///path``."""

import getpass
import posixpath
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from picup_desktop.errors import UsageError
from picup_desktop.names import shown
from picup_desktop.storage.place import FolderPlace, Place, SftpPlace

DEFAULT_PORT = 22
HOME_MARK = "/~/"


def parse_place(url: str) -> Place:
    """Where a URL leads; UsageError says in one sentence what is wrong with it.

    ``/~/path`` is relative to the login folder. Without a user, it is the one
    who runs the program, as with ssh.
    """
    if not _is_text(url):
        raise UsageError(
            f"{shown(url)!r} is not an address: it has a letter that no address can have. Write"
            " bytes that are no text as %XX."
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UsageError(f"{url!r} is not an address: {error}.") from error
    if parts.query or parts.fragment:
        raise UsageError(f"{url!r} has a ? or # in it; write them as %3F and %23.")
    if parts.scheme == "file":
        return _folder(url, parts.netloc, parts.path)
    if parts.scheme != "sftp":
        raise UsageError(
            f"{url!r} is not an address of a storage. Write sftp://user@host:port/path, or"
            " file:///path for a mounted share or disk."
        )
    if parts.password is not None:
        raise UsageError(
            "The address must not hold the password. Leave it out: it is asked for, or taken from"
            " PICUP_MAIN_PASSWORD and PICUP_BACKUP_PASSWORD."
        )
    if not parts.hostname or port == 0:
        raise UsageError(f"{url!r} names no host. Write sftp://user@host:port/path.")
    path = unquote(parts.path)
    if path.strip("/") in {"", "~"}:
        raise UsageError(f"{url!r} names no folder. Add one, such as /photos or /~/photos.")
    user = unquote(parts.username) if parts.username else getpass.getuser()
    path = path.removeprefix(HOME_MARK) if path.startswith(HOME_MARK) else path
    return SftpPlace(parts.hostname, port or DEFAULT_PORT, user, posixpath.normpath(path))


def _is_text(url: str) -> bool:
    """Whether it can be encoded, and names no path that a system can't take."""
    try:
        url.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in unquote(url)


def place_url(place: Place) -> str:
    """The one way in which an address is written down."""
    if isinstance(place, FolderPlace):
        return place.path.as_uri()
    host = f"[{place.host}]" if ":" in place.host else place.host
    port = "" if place.port == DEFAULT_PORT else f":{place.port}"
    path = place.path if place.path.startswith("/") else HOME_MARK + place.path
    return f"sftp://{quote(place.user, safe='')}@{host}{port}{quote(path, safe='/~')}"


def same_place(one: Place, two: Place) -> bool:
    """Whether two addresses lead to one place, or one into the other.

    The user does not tell two places apart: both may see the same folder.
    """
    if isinstance(one, FolderPlace) and isinstance(two, FolderPlace):
        first, second = one.path.resolve(), two.path.resolve()
        return first == second or first in second.parents or second in first.parents
    if isinstance(one, SftpPlace) and isinstance(two, SftpPlace):
        if (one.host.lower(), one.port) != (two.host.lower(), two.port):
            return False
        shorter, longer = sorted((one.path, two.path), key=len)
        return longer == shorter or longer.startswith(f"{shorter.rstrip('/')}/")
    return False


def _folder(url: str, host: str, path: str) -> FolderPlace:
    if host not in {"", "localhost"}:
        raise UsageError(f"{url!r} names a host; for a folder of this computer write file:///path.")
    # It brings a whole web client along, which most commands start sooner without.
    from urllib.request import url2pathname  # noqa: PLC0415

    folder = Path(url2pathname(path))
    if not folder.is_absolute() or folder == Path(folder.anchor):
        raise UsageError(f"{url!r} names no folder; write file:///path/of/a/folder.")
    return FolderPlace(folder)
