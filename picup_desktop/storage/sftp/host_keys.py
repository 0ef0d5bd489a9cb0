"""The trusted servers' keys, in an OpenSSH known-hosts file of our own.

A key never seen before is trusted only on request; a changed key is always refused,
and a key of another type than the known one counts as changed. A server that is not in the
file may be known to the user's own SSH: then it counts as known, and is pinned here.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from picup_desktop.storage.errors import HostKeyChanged, HostKeyUnknown
from picup_desktop.storage.sftp.ssh.known import NOTHING_KNOWN, KnownKeys
from picup_desktop.storage.trust.known_hosts import KnownHosts, fingerprint, host_entry

if TYPE_CHECKING:
    import paramiko

# The signature names of an RSA key, the newest first.
RSA_NAMES = ("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa")


def key_text(key: "paramiko.PKey") -> str:
    """Return a key as ``type base64``."""
    return f"{key.get_name()} {key.get_base64()}"


class HostKeys:
    """The known-hosts file; read again each time, because two couriers share it."""

    def __init__(
        self,
        path: Path,
        *,
        trust_new: bool = False,
        trust_fingerprint: str | None = None,
        elsewhere: KnownKeys = NOTHING_KNOWN,
    ) -> None:
        """``trust_new`` and ``trust_fingerprint``: see ``Access``.

        ``elsewhere``: what the user's own SSH knows of the one server that is checked.
        """
        self.path = path
        self._elsewhere = elsewhere
        self._trust_new = trust_new
        self._trust_fingerprint = trust_fingerprint

    def preferred_types(self, host: str, port: int, offered: tuple[str, ...]) -> tuple[str, ...]:
        """Return the offered key types, known ones first.

        Otherwise a server with several keys might present one never seen before.
        """
        known: set[str] = set()
        for name in (text.split()[0] for text in self.trusted(host, port)):
            known |= set(RSA_NAMES) if name == "ssh-rsa" else {name}
        first = [name for name in offered if name in known]
        return (*first, *(name for name in offered if name not in known))

    def check(self, host: str, port: int, key: "paramiko.PKey") -> None:
        """Check a server's key; HostKeyChanged or HostKeyUnknown."""
        self.check_text(host, port, key_text(key))

    def check_text(self, host: str, port: int, shown: str) -> None:
        """As ``check``, for a key given as ``type base64``."""
        entry = host_entry(host, port)
        if shown in self._elsewhere.revoked:
            raise HostKeyChanged("host-key-revoked", server=entry, key=fingerprint(shown))
        known = self._known(host, port)
        if shown in known.values() or fingerprint(shown) == self._trust_fingerprint:
            return
        if known:
            before = ", ".join(sorted(fingerprint(text) for text in known.values()))
            raise HostKeyChanged(
                "host-key-changed",
                server=entry,
                key=fingerprint(shown),
                before=before,
            )
        if shown in self._elsewhere.keys:
            KnownHosts(self.path).remember(entry, shown)
            return
        if self._elsewhere.keys:
            before = ", ".join(sorted(map(fingerprint, self._elsewhere.keys)))
            raise HostKeyChanged(
                "host-key-differs-from-ssh",
                server=entry,
                key=fingerprint(shown),
                before=before,
            )
        if not self._trust_new:
            raise HostKeyUnknown("host-key-unknown", server=entry, key=fingerprint(shown))
        KnownHosts(self.path).remember(entry, shown)

    def trusted(self, host: str, port: int) -> frozenset[str]:
        """As ``known``; the keys in the user's own files where there is none."""
        return self.known(host, port) or self._elsewhere.keys

    def known(self, host: str, port: int) -> frozenset[str]:
        """Return the trusted keys of a server, each as ``type base64``."""
        return frozenset(self._known(host, port).values())

    def _known(self, host: str, port: int) -> dict[str, str]:
        if not self.path.exists():
            return {}
        # Imported here because it is slow, and most processes use no SSH.
        import paramiko  # noqa: PLC0415

        found = paramiko.HostKeys(str(self.path)).lookup(host_entry(host, port))
        return {} if found is None else {name: key_text(key) for name, key in found.items()}
