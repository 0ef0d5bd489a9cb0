"""The file of what servers are known by: host keys of SSH and certificates of TLS, one a line.

A line is ``SERVER TYPE BASE64``, as in OpenSSH's known-hosts files; a certificate has the type
``x509``, which SSH skips.
"""

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

CERTIFICATE = "x509"
SSH_PORT = 22
HEX_DIGITS = 64


@dataclass(frozen=True)
class KnownHosts:
    """Read again at each call, because two couriers share the file."""

    path: Path

    def of(self, entry: str) -> tuple[str, ...]:
        """Return what a server is known by, each as ``type base64``; OSError."""
        fields = (line.split() for line in self._lines())
        return tuple(f"{one[1]} {one[2]}" for one in fields if len(one) > 2 and one[0] == entry)

    def certificates(self, entry: str) -> tuple[str, ...]:
        """Return the trusted certificates of a server; OSError."""
        return tuple(text for text in self.of(entry) if is_certificate(text))

    def remember(self, entry: str, text: str) -> None:
        """Append a line in one write, because two couriers may append at once; OSError."""
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, f"{entry} {text}\n".encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def trust_instead(self, entry: str, text: str) -> None:
        """Know a server by this alone from now on.

        The file is replaced as a whole, so that no reader sees half of it. OSError.
        """
        kept = [line for line in self._lines() if line.split(" ", 1)[0] != entry]
        new = self.path.with_name(f"{self.path.name}.new")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in (*kept, f"{entry} {text}")))
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path)

    def _lines(self) -> list[str]:
        return self.path.read_text("utf-8").splitlines() if self.path.exists() else []


def host_entry(host: str, port: int) -> str:
    """Return a server's name in the file, as OpenSSH writes it."""
    return host if port == SSH_PORT else f"[{host}]:{port}"


def is_certificate(text: str) -> bool:
    """Return whether ``type base64`` is a certificate of TLS, and no host key of SSH."""
    return text.startswith(f"{CERTIFICATE} ")


def certificate_text(der: bytes) -> str:
    """Return a certificate as ``type base64``."""
    return f"{CERTIFICATE} {base64.b64encode(der).decode()}"


def der_of(text: str) -> bytes:
    """Return the bytes of ``type base64``; of a damaged one those of its text: nothing has them."""
    encoded = text.split()[1]
    try:
        return base64.b64decode(encoded)
    except binascii.Error:
        return encoded.encode()


def fingerprint(text: str) -> str:
    """Return ``SHA256:...`` of ``type base64``: as ssh shows a key, and browsers a certificate."""
    digest = hashlib.sha256(der_of(text)).digest()
    if is_certificate(text):
        return f"SHA256:{digest.hex().upper()}"
    return f"SHA256:{base64.b64encode(digest).decode().rstrip('=')}"


def is_of_certificate(shown: str) -> bool:
    """Return whether a fingerprint, as ``fingerprint`` returns it, is a certificate's."""
    return len(shown.removeprefix("SHA256:")) == HEX_DIGITS


def is_same_fingerprint(given: str, shown: str) -> bool:
    """Return whether a person gave the fingerprint that is shown.

    A certificate's may have small letters, colons or spaces, as other programs show it.
    """
    digits = given.strip().upper().removeprefix("SHA256:").replace(":", "").replace(" ", "")
    return given == shown or (len(digits) == HEX_DIGITS and f"SHA256:{digits}" == shown)
