"""Load the SSH keys of this person: a named file, the agent's keys, and the usual files.

Every format that ssh itself reads is taken: OpenSSH's own, PEM and PKCS#8, with and without
a passphrase. What is no such key is told for what it is, with the way out.
"""

import io
import logging
from dataclasses import dataclass
from pathlib import Path

import paramiko
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    SSHCertificate,
    load_pem_private_key,
    load_ssh_private_key,
    load_ssh_public_identity,
)

from picup_desktop.files.ssh_key import KeyKind, kind_of, needs_passphrase, read_key_file
from picup_desktop.messages.system import reason_of
from picup_desktop.names import plain
from picup_desktop.storage.errors import LoginRefused
from picup_desktop.storage.sftp.algorithms import LEAST_RSA_BITS, is_short_rsa
from picup_desktop.storage.sftp.ssh.settings import Identities

CERTIFICATE = "-cert.pub"
USELESS = {
    KeyKind.PUTTY: "key-file-of-putty",
    KeyKind.DSA: "key-file-is-dsa",
    KeyKind.NONE: "key-file-cant-used-no",
}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class OwnKeys:
    """The keys that are tried where none was named."""

    keys: tuple[paramiko.PKey, ...]
    """Those of the agent first."""
    locked: tuple[Path, ...]
    """Files in the usual place that have a passphrase, and that the agent does not hold."""


def load_key(path: Path, passphrase: str | None) -> paramiko.PKey:
    """Return the key in a file, with the certificate beside it. LoginRefused says what is wrong."""
    named = path
    path, certificate = _halves(named)
    data = bytes_of(path)
    kind = kind_of(data)
    if kind is KeyKind.LOCKED and not passphrase:
        raise LoginRefused("key-file-has-passphrase-none", path=str(path))
    if kind is KeyKind.PUBLIC:
        raise LoginRefused("key-file-is-public", path=str(path), private=_private_name(path))
    check_kind(path, kind)
    key = _opened(path, data, passphrase if kind is KeyKind.LOCKED else None)
    if is_short_rsa(key):
        raise LoginRefused(
            "ssh-key-short", path=str(path), bits=key.get_bits(), least=LEAST_RSA_BITS
        )
    if certificate.is_file() and not _add_certificate(key, certificate):
        if certificate == named:
            raise LoginRefused("key-certificate-cant-be-used", path=str(certificate))
        log.info("the certificate beside a key is another one's; the key goes without it")
    return key


def check_kind(path: Path, kind: KeyKind) -> None:
    """Raise LoginRefused for a file with which nobody logs in, whoever speaks SSH."""
    code = USELESS.get(kind)
    if code is not None:
        raise LoginRefused(code, path=str(path))


class KeyAgent:
    """The agent of this person, asked when it is first needed; close it after the login."""

    def __init__(self) -> None:
        self._agent: paramiko.Agent | None = None

    @property
    def keys(self) -> tuple[paramiko.PKey, ...]:
        """Its keys; none where no agent answers. They sign until it is closed."""
        try:
            if self._agent is None:
                self._agent = paramiko.Agent()
            return self._agent.get_keys()
        except (paramiko.SSHException, OSError, EOFError) as error:
            log.info("the SSH agent does not answer: %s", plain(str(error)))
            return ()

    def holder_of(self, path: Path) -> paramiko.PKey | None:
        """Return its key that is in a file with a passphrase, by the public half beside it."""
        if not needs_passphrase(path):
            return None
        public = _public_half(path)
        return next((key for key in self.keys if _text(key) == public), None)

    def close(self) -> None:
        """End the connection."""
        if self._agent is not None:
            self._agent.close()


def named_key(path: Path, passphrase: str | None, agent: KeyAgent) -> paramiko.PKey:
    """As ``load_key``; the agent is asked for a key whose passphrase was not given."""
    try:
        return load_key(path, passphrase)
    except LoginRefused:
        held = None if passphrase else agent.holder_of(path)
        if held is None:
            raise
        return held


def own_keys(agent: KeyAgent, identities: Identities) -> OwnKeys:
    """Return the keys of the agent, then those in the files of the configuration of ssh."""
    files = identities.tried
    keys = [key for key in agent.keys if not is_short_rsa(key)]
    if identities.only:
        public = {_public_half(path) for path in files}
        keys = [key for key in keys if _text(key) in public]
    held = {_text(key) for key in keys}
    locked = []
    for path in files:
        # A public half alone stands for a key of the agent.
        if not path.exists() or path.suffix == ".pub":
            continue
        if needs_passphrase(path):
            if agent.holder_of(path) is None:
                locked.append(path)
            continue
        try:
            key = load_key(path, None)
        except LoginRefused as error:
            log.info("a key in the usual place is not tried: %s", error.sentence)
            continue
        if _text(key) not in held:
            keys.append(key)
    return OwnKeys(tuple(keys), tuple(locked))


def _public_half(path: Path) -> str | None:
    """Return the public half beside a key file as ``type base64``; None without one."""
    file = path if path.suffix == ".pub" else path.with_name(f"{path.name}.pub")
    try:
        words = read_key_file(file).decode("utf-8", "replace").split()
    except (OSError, ValueError):
        return None
    return " ".join(words[:2])


def _halves(path: Path) -> tuple[Path, Path]:
    """Return the file of the key and that of its certificate; either may have been named."""
    if path.name.endswith(CERTIFICATE):
        return path.with_name(path.name.removesuffix(CERTIFICATE)), path
    return path, path.with_name(f"{path.name}{CERTIFICATE}")


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a key file. LoginRefused says why it can't be read."""
    try:
        return read_key_file(path)
    except FileNotFoundError as error:
        raise LoginRefused("no-key-file", path=str(path)) from error
    except IsADirectoryError as error:
        raise LoginRefused("key-file-is-folder", path=str(path)) from error
    except (OSError, ValueError) as error:
        why = reason_of(error) if isinstance(error, OSError) else str(error)
        raise LoginRefused("key-file-cant-be-read", path=str(path), why=why) from error


def _opened(path: Path, data: bytes, passphrase: str | None) -> paramiko.PKey:
    secret = None if passphrase is None else passphrase.encode("utf-8", "surrogateescape")
    load = load_ssh_private_key if b"BEGIN OPENSSH" in data else load_pem_private_key
    try:
        loaded = load(data, password=secret)
    except UnsupportedAlgorithm as error:
        raise LoginRefused("key-file-of-other-type", path=str(path)) from error
    except (ValueError, TypeError) as error:
        code = "key-file-cant-used-no" if secret is None else "key-passphrase-is-wrong"
        raise LoginRefused(code, path=str(path)) from error
    if isinstance(loaded, dsa.DSAPrivateKey):
        raise LoginRefused("key-file-is-dsa", path=str(path))
    kinds: dict[type, type[paramiko.PKey]] = {
        rsa.RSAPrivateKey: paramiko.RSAKey,
        ec.EllipticCurvePrivateKey: paramiko.ECDSAKey,
        ed25519.Ed25519PrivateKey: paramiko.Ed25519Key,
    }
    for kind, ours in kinds.items():
        if isinstance(loaded, kind):
            try:
                text = loaded.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
                return ours.from_private_key(io.StringIO(text.decode("ascii")))
            except (ValueError, paramiko.SSHException, UnsupportedAlgorithm) as error:
                # A curve that SSH does not have.
                raise LoginRefused("key-file-of-other-type", path=str(path)) from error
    raise LoginRefused("key-file-of-other-type", path=str(path))


def _add_certificate(key: paramiko.PKey, certificate: Path) -> bool:
    """Add a certificate to its key; return False if it is another one's, or none."""
    try:
        signed = load_ssh_public_identity(certificate.read_bytes())
        if not isinstance(signed, SSHCertificate):
            return False
        public = signed.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
        if public.decode("ascii") != _text(key):
            return False
        key.load_certificate(str(certificate))
    except (ValueError, OSError, UnsupportedAlgorithm, paramiko.SSHException):
        return False
    return True


def _private_name(path: Path) -> str:
    return str(path.with_suffix("")) if path.suffix == ".pub" else f"{path.parent}/id_ed25519"


def _text(key: paramiko.PKey) -> str:
    return f"{key.get_name()} {key.get_base64()}"
