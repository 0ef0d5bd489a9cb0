"""The servers' keys that were trusted, in an OpenSSH known-hosts file of our own.

A key never seen is trusted only when that was asked for; a changed key is
always refused, and a key of another type than the known one counts as changed.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from picup_desktop.storage.errors import HostKeyChanged, HostKeyUnknown
from picup_desktop.storage.sftp.shown_host import fingerprint, host_entry

if TYPE_CHECKING:
    import paramiko

# One RSA key signs under three names; the newest first.
RSA_NAMES = ("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa")


def key_text(key: "paramiko.PKey") -> str:
    """A key as ``type base64``."""
    return f"{key.get_name()} {key.get_base64()}"


class HostKeys:
    """The known-hosts file; read anew each time, for two couriers share it."""

    def __init__(self, path: Path, *, trust_new: bool) -> None:
        self._path = path
        self._trust_new = trust_new

    def preferred_types(self, host: str, port: int, offered: tuple[str, ...]) -> tuple[str, ...]:
        """The key types to ask for, those that are known first: else a server with
        several keys might show one that was never seen."""
        known: set[str] = set()
        for name in self._known(host, port):
            known |= set(RSA_NAMES) if name == "ssh-rsa" else {name}
        first = [name for name in offered if name in known]
        return (*first, *(name for name in offered if name not in known))

    def check(self, host: str, port: int, key: "paramiko.PKey") -> None:
        """Compare with what is known; HostKeyChanged or HostKeyUnknown."""
        shown = key_text(key)
        known = self._known(host, port)
        if shown in known.values():
            return
        entry = host_entry(host, port)
        if known:
            before = ", ".join(sorted(fingerprint(text) for text in known.values()))
            raise HostKeyChanged(
                f"{entry} shows the key {fingerprint(shown)}, but {before} was trusted before."
                " Either the server was set up anew, or somebody stands between. Nothing was sent;"
                f" if you know why it changed, remove its line from {self._path}."
            )
        if not self._trust_new:
            raise HostKeyUnknown(
                f"{entry} was never seen before; its key is {fingerprint(shown)}. Compare it with"
                " the server's own, then trust it with --accept-new-host-keys."
            )
        self.remember(entry, shown)

    def known(self, host: str, port: int) -> frozenset[str]:
        """The keys that are trusted for a server, each as ``type base64``."""
        return frozenset(self._known(host, port).values())

    def remember(self, entry: str, host_key: str) -> None:
        """Add a line, in one write, for two couriers may add theirs at once."""
        line = f"{entry} {host_key}\n".encode()
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _known(self, host: str, port: int) -> dict[str, str]:
        if not self._path.exists():
            return {}
        # Only a process that speaks SSH is slow to start for it.
        import paramiko  # noqa: PLC0415

        found = paramiko.HostKeys(str(self._path)).lookup(host_entry(host, port))
        return {} if found is None else {name: key_text(key) for name, key in found.items()}
