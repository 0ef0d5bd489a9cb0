"""What a file is that a person named as an SSH key, told from its bytes alone.

No library of SSH is imported here: the window and the command line ask before they log in.
"""

import base64
import binascii
import struct
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from pathlib import Path

MOST_KEY_BYTES = 256 * 1024
"""More than any key file has; of a larger file no more is read."""
MOST_FILES = 200
"""Files of a folder that are looked at for keys."""
OPENSSH_MAGIC = b"openssh-key-v1\0"
PRIVATE = b" PRIVATE KEY-----"
PUTTY = b"PuTTY-User-Key-File-"
PUBLIC_TYPES = (b"ssh-", b"ecdsa-sha2-", b"sk-ssh-", b"sk-ecdsa-")
PUBLIC_HEADERS = (b"---- BEGIN SSH2 PUBLIC KEY", b"-----BEGIN PUBLIC", b"-----BEGIN RSA PUBLIC")
LOCKED_MARKS = (b"BEGIN ENCRYPTED PRIVATE KEY", b"Proc-Type: 4,ENCRYPTED")


KEY_FILE_REASONS = frozenset(
    {
        *("no-key-file", "key-file-has-passphrase-none", "key-passphrase-is-wrong"),
        *("key-file-of-putty", "key-file-is-public", "key-file-is-dsa", "key-file-is-folder"),
        *("key-file-cant-used-no", "key-file-of-other-type", "key-file-cant-be-read"),
        *("key-certificate-cant-be-used", "ssh-key-short"),
    }
)
"""Codes of refusals that no password mends: nothing was sent to the server."""


class KeyKind(Enum):
    """What a file is."""

    PRIVATE = "private"
    """A private key without a passphrase, or what looks like one."""
    LOCKED = "locked"
    """A private key with a passphrase."""
    PUBLIC = "public"
    PUTTY = "putty"
    DSA = "dsa"
    NONE = "none"
    """No key at all."""


def kind_of(data: bytes) -> KeyKind:
    """Return what the bytes of a file are."""
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(PUTTY):
        return KeyKind.PUTTY
    if text.startswith((*PUBLIC_TYPES, *PUBLIC_HEADERS)):
        return KeyKind.PUBLIC
    if b"BEGIN DSA PRIVATE KEY" in text:
        return KeyKind.DSA
    if PRIVATE not in text:
        return KeyKind.NONE
    if any(mark in text for mark in LOCKED_MARKS) or _cipher(text) not in {b"", b"none"}:
        return KeyKind.LOCKED
    return KeyKind.PRIVATE


def needs_passphrase(path: Path) -> bool:
    """Return whether a file is a key with a passphrase; False also if it can't be read."""
    return kind_at(path) is KeyKind.LOCKED


def read_key_file(path: Path) -> bytes:
    """Return the bytes of a key file. OSError, or ValueError for a path with a NUL."""
    if path.exists() and not path.is_file() and not path.is_dir():
        # A pipe or a device might never end.
        raise OSError(f"{path} is no regular file")
    with path.open("rb") as file:
        return file.read(MOST_KEY_BYTES)


def _cipher(text: bytes) -> bytes:
    """Return the cipher of a key in OpenSSH's own format; empty for any other format."""
    _, begin, rest = text.partition(b"-----BEGIN OPENSSH PRIVATE KEY-----")
    if not begin:
        return b""
    try:
        body = base64.b64decode(b"".join(rest.partition(b"-----")[0].split()))
        (length,) = struct.unpack_from(">I", body, len(OPENSSH_MAGIC))
    except (binascii.Error, struct.error):
        return b""
    start = len(OPENSSH_MAGIC) + 4
    return body[start : start + length] if body.startswith(OPENSSH_MAGIC) else b""


@dataclass(frozen=True)
class FoundKey:
    """A private key that a person may choose."""

    path: Path
    locked: bool
    """Whether it has a passphrase."""


def keys_in(folder: Path) -> tuple[FoundKey, ...]:
    """Return the private keys directly in a folder, by name; nothing if it can't be read."""
    try:
        files = sorted(islice(folder.iterdir(), MOST_FILES))
    except OSError:
        return ()
    kinds = ((file, kind_at(file)) for file in files)
    return tuple(
        FoundKey(file, locked=kind is KeyKind.LOCKED)
        for file, kind in kinds
        if kind in {KeyKind.PRIVATE, KeyKind.LOCKED}
    )


def kind_at(path: Path) -> KeyKind | None:
    """Return what a file is; None if there is no file that can be read."""
    try:
        return kind_of(read_key_file(path))
    except (OSError, ValueError):
        return None
