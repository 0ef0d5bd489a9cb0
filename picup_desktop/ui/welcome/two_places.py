"""Whether the two places are one box, or even one folder, as far as their addresses say (5-8)."""

from dataclasses import dataclass
from enum import Enum
from posixpath import normpath
from urllib.parse import unquote, urlsplit

FOLDER_SCHEME, SSH_SCHEME = "file", "sftp"
USUAL_PORT = 22


class Likeness(Enum):
    """What two places have in common."""

    NONE = "none"
    ONE_BOX = "one box"
    """Most likely one box: whoever loses it loses both copies."""
    ONE_FOLDER = "one folder"
    """One is the other, or lies in it: there would be one copy only."""


@dataclass(frozen=True)
class SeenPlace:
    """A place as it stands in a form."""

    url: str
    """Empty while the form is."""
    fingerprint: str = ""
    """Of the host key that it showed when it was tested; empty before, and where it has none."""
    disk: str = ""
    """Which of this computer's disks it is on, as tested; empty before, and elsewhere."""


def likeness(one: SeenPlace, other: SeenPlace) -> Likeness:
    """Return what two places have in common; nothing is asked of a server."""
    first, second = _server(one.url), _server(other.url)
    if first is not None and first == second and _is_nested(_path(one.url), _path(other.url)):
        return Likeness.ONE_FOLDER
    # Two boxes may have certificates of one authority, and each has a host key of its own.
    of_ssh = first is not None and second is not None and first[0] == second[0] == SSH_SCHEME
    same_key = of_ssh and bool(one.fingerprint) and one.fingerprint == other.fingerprint
    here = (FOLDER_SCHEME, "", 0)
    same_server = first is not None and first == second != here
    same_disk = bool(one.disk) and one.disk == other.disk
    return Likeness.ONE_BOX if same_key or same_server or same_disk else Likeness.NONE


def _server(url: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port; None for an address that leads nowhere yet."""
    try:
        parts = urlsplit(url)
        port = parts.port or USUAL_PORT
    except ValueError:
        return None
    if parts.scheme == FOLDER_SCHEME:
        return (FOLDER_SCHEME, parts.netloc.lower(), 0) if parts.path else None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None


def _path(url: str) -> list[str]:
    """Return the folders from the top, without what says nothing, such as ``.``."""
    return [
        part for part in normpath(unquote(urlsplit(url).path)).split("/") if part not in {"", "."}
    ]


def _is_nested(one: list[str], other: list[str]) -> bool:
    """Return whether one path is the other, or leads into it."""
    shorter, longer = sorted((one, other), key=len)
    return longer[: len(shorter)] == shorter
