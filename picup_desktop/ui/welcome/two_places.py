"""Whether the two places are one box, or even one folder, as far as their addresses say (5-8)."""

from dataclasses import dataclass
from enum import Enum
from ipaddress import ip_address
from posixpath import normpath
from urllib.parse import unquote, urlsplit

FOLDER_SCHEME, SSH_SCHEME = "file", "sftp"
USUAL_PORTS = {SSH_SCHEME: 22, "s3": 443, "davs": 443, "s3+http": 80, "dav+http": 80}


class Likeness(Enum):
    """What two places have in common."""

    NONE = "none"
    ONE_BOX = "one box"
    """Most likely one box: whoever loses it loses both copies."""
    ONE_PROVIDER = "one provider"
    """Two places of one server that speaks HTTP, which a lost account takes away together."""
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
    same_disk = bool(one.disk) and one.disk == other.disk
    if same_key or same_disk:
        return Likeness.ONE_BOX
    if first is None or second is None or not _is_one_server(first, second):
        return Likeness.NONE
    is_web = SSH_SCHEME not in {first[0], second[0]} and first[0] != FOLDER_SCHEME
    return Likeness.ONE_PROVIDER if is_web else Likeness.ONE_BOX


def _is_one_server(one: tuple[str, str, int], other: tuple[str, str, int]) -> bool:
    """Return whether both are on one server; two services of one name are, as a rule.

    On this computer each port may lead to another box, by a tunnel.
    """
    if one == other:
        return one != (FOLDER_SCHEME, "", 0)
    return one[1] == other[1] and one[0] != other[0] and not _is_this_computer(one[1])


def _is_this_computer(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in {"", "localhost"}


def _server(url: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port; None for an address that leads nowhere yet."""
    try:
        parts = urlsplit(url)
        port = parts.port or USUAL_PORTS.get(parts.scheme, 0)
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
