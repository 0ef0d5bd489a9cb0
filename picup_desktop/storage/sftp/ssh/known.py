"""Known-hosts files of the user and of the system, which are only ever read.

``paramiko.HostKeys`` skips the marks ``@revoked`` and ``@cert-authority`` and knows no
patterns, so the lines are read here (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
"""

import base64
import binascii
import hashlib
import hmac
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from picup_desktop.names import plain

MOST_FILE_BYTES = 16 * 1024 * 1024
LONGEST_LINE = 32 * 1024
REVOKED = "@revoked"
AUTHORITY = "@cert-authority"
HASHED = "|1|"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class KnownKeys:
    """What known-hosts files say of one server; keys as ``type base64``."""

    keys: frozenset[str] = frozenset()
    revoked: frozenset[str] = frozenset()
    authorities: frozenset[str] = frozenset()
    """Keys that sign the keys of hosts."""

    def with_keys(self, keys: frozenset[str]) -> "KnownKeys":
        """Return the same with keys that are trusted instead; as it is without any."""
        return replace(self, keys=keys - self.revoked) if keys else self


NOTHING_KNOWN = KnownKeys()


def known_in(files: Sequence[Path], name: str) -> KnownKeys:
    """Return what the files say of a server, named as in them. A file that is away says nothing."""
    return known_of((line for file in files for line in _lines(file)), name)


def known_of(lines: Iterable[str], name: str) -> KnownKeys:
    """Return what the lines say of a server; those that are malformed say nothing."""
    found: dict[str, set[str]] = {"": set(), REVOKED: set(), AUTHORITY: set()}
    for line in lines:
        fields = line.split()
        if not fields or len(line) > LONGEST_LINE or fields[0].startswith("#"):
            continue
        mark = fields.pop(0).lower() if fields[0].startswith("@") else ""
        if mark in found and len(fields) > 2 and _is_named(fields[0], name):
            found[mark].add(f"{fields[1]} {fields[2]}")
    keys, revoked, authorities = map(frozenset, found.values())
    return KnownKeys(keys - revoked, revoked, authorities - revoked)


def _lines(file: Path) -> Iterator[str]:
    try:
        if not file.is_file():
            return
        with file.open("rb") as opened:
            data = opened.read(MOST_FILE_BYTES)
    except OSError as error:
        log.warning("a known-hosts file of ssh can't be read: %s", plain(error.strerror or ""))
        return
    yield from data.decode("utf-8", "replace").splitlines()


def _is_named(patterns: str, name: str) -> bool:
    """Return whether a line's first field names the server."""
    if patterns.startswith(HASHED):
        return _is_hash_of(patterns, name)
    found = False
    for pattern in patterns.split(","):
        if _fits(pattern.removeprefix("!"), name):
            if pattern.startswith("!"):
                return False
            found = True
    return found


def _fits(pattern: str, name: str) -> bool:
    if "*" not in pattern and "?" not in pattern:
        return pattern.lower() == name.lower()
    # Brackets stand for themselves here, so fnmatch does not do.
    expression = re.escape(re.sub(r"\*+", "*", pattern)).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(expression, name, re.IGNORECASE) is not None


def _is_hash_of(hashed: str, name: str) -> bool:
    try:
        salt, digest = (base64.b64decode(part) for part in hashed.removeprefix(HASHED).split("|"))
    except (ValueError, binascii.Error):
        return False
    # The file format has SHA-1, as a veil over names; no key's safety rests on it.
    made = hmac.digest(salt, name.lower().encode(), hashlib.sha1)
    return hmac.compare_digest(made, digest)
