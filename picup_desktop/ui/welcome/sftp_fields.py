"""The fields of the form for a NAS, and the address that they make, both ways."""

import re
from dataclasses import dataclass, replace
from enum import Enum
from urllib.parse import quote, unquote, urlsplit

SSH_PORT = 22
HOME_MARK = "~/"
"""Before a folder in the account's own one."""
TOP = "/."
"""The top of the server, as a folder in an address."""
LOGIN_FOLDER = "~/."
SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*)://")
WITH_PORT = re.compile(r"([^:\[\]]+|\[[^\[\]]*\]):(\d{1,5})")


class Trouble(Enum):
    """Why the fields make no address yet."""

    NO_HOST = "no host"
    OTHER_SERVICE = "other service"
    """An address of a web page or of a shared folder of Windows."""
    NOT_A_HOST = "not a host"
    NO_FOLDER = "no folder"


@dataclass(frozen=True)
class SftpFields:
    """What stands in the fields; an address of IPv6 stands there without brackets.

    A folder without a slash at its start is in the account's own folder, as with ``sftp``.
    """

    host: str
    port: str
    user: str
    folder: str

    @classmethod
    def of(cls, url: str) -> "SftpFields":
        """Return the fields of an address as it is kept."""
        parts = urlsplit(url)
        place = parts.netloc.rpartition("@")[2]
        if place.startswith("["):
            host = unquote(place[1:].partition("]")[0])
        else:
            host = unquote(place.partition(":")[0])
        port = str(parts.port or SSH_PORT)
        path = unquote(parts.path)
        folder = path.removeprefix("/") if path.startswith(f"/{HOME_MARK}") else path
        return cls(host, port, unquote(parts.username or ""), folder)

    @property
    def url(self) -> str:
        """The address; garbage in the fields stays in it, and the engine says what is wrong."""
        user = quote(self.user.strip(), safe="")
        path = quote(_path(self.folder.strip()), safe="/~")
        port = "" if self.port in {"", str(SSH_PORT)} else f":{self.port}"
        return f"sftp://{f'{user}@' if user else ''}{_host(self.host.strip())}{port}{path}"

    @property
    def trouble(self) -> Trouble | None:
        """What a person has to fill in or correct first."""
        host = self.host.strip()
        scheme = SCHEME.match(host)
        if not host:
            return Trouble.NO_HOST
        if scheme is not None or host.startswith(("\\\\", "//")):
            return Trouble.OTHER_SERVICE
        if any(letter in host for letter in " /\\@?#<>'\"") or host.startswith("-"):
            return Trouble.NOT_A_HOST
        return None if self.folder.strip() else Trouble.NO_FOLDER

    def sorted_out(self) -> "SftpFields":
        """Return the fields after a whole address was typed where only the host belongs.

        ``sftp://ann@nas:2222/photos``, ``ann@nas`` and ``nas:2222`` are taken apart.
        """
        host = self.host.strip()
        scheme = SCHEME.match(host)
        if scheme is not None and scheme[1].lower() in {"sftp", "ssh"}:
            try:
                given = SftpFields.of(host)
            except ValueError:
                return self
            folder = given.folder if given.folder.strip("/") else self.folder
            return replace(given, user=given.user or self.user, folder=folder)
        user, at, rest = host.rpartition("@")
        sorted_out = replace(self, host=rest, user=user) if at and "/" not in host else self
        port = WITH_PORT.fullmatch(sorted_out.host)
        if port is None:
            return sorted_out
        return replace(sorted_out, host=port[1].strip("[]"), port=port[2])


def _path(folder: str) -> str:
    """Return a folder as it stands in an address."""
    if folder.startswith("/") or not folder:
        return folder or "/"
    return f"/{folder}" if folder.startswith(HOME_MARK) else f"/{HOME_MARK}{folder}"


def _host(typed: str) -> str:
    """Return a host for an address: IPv6 has brackets, and its zone an escaped percent sign."""
    if typed.startswith("[") or typed.count(":") < 2:
        return typed
    return f"[{typed.replace('%25', '%').replace('%', '%25')}]"
