"""The fields of the form for a NAS, and the address that they make, both ways."""

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

SSH_PORT = 22


@dataclass(frozen=True)
class SftpFields:
    """What stands in the fields; an address of IPv6 stands there without brackets."""

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
        return cls(host, port, unquote(parts.username or ""), unquote(parts.path))

    @property
    def url(self) -> str:
        """The address; garbage in the fields stays in it, and the engine says what is wrong."""
        user = quote(self.user.strip(), safe="")
        folder = self.folder.strip()
        path = quote(folder if folder.startswith("/") else f"/{folder}", safe="/~")
        port = "" if self.port in {"", str(SSH_PORT)} else f":{self.port}"
        return f"sftp://{f'{user}@' if user else ''}{_host(self.host.strip())}{port}{path}"


def _host(typed: str) -> str:
    """Return a host for an address: IPv6 has brackets, and its zone an escaped percent sign."""
    if typed.startswith("[") or typed.count(":") < 2:
        return typed
    return f"[{typed.replace('%25', '%').replace('%', '%25')}]"
