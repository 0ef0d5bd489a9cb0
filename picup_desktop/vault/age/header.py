"""The header of an age file: stanzas, and a MAC by the file key over all of them."""

import hashlib
import hmac
import re
from collections.abc import Sequence
from typing import Protocol

from picup_desktop.messages.message import Message
from picup_desktop.vault.age.stanza import Stanza, bad_header, decode_base64, encode_base64, hkdf
from picup_desktop.vault.errors import Damaged, Part

VERSION_LINE = b"age-encryption.org/v1"
STANZA_MARK = "-> "
MAC_MARK = b"---"
BODY_COLUMNS = 64
LONGEST_HEADER_BYTES = 1024 * 1024
_ARGUMENTS = re.compile(r"[\x21-\x7e]+( [\x21-\x7e]+)*")


class SealedSource(Protocol):
    """A source of the bytes of an age file."""

    def read(self, size: int, /) -> bytes | memoryview:
        """Return at most ``size`` bytes; none at the end. A view must not change afterwards."""


class LineSource:
    """Reads lines from the start of a stream; the rest stays readable as bytes."""

    def __init__(self, source: SealedSource) -> None:
        self._source = source
        self._ahead = b""
        self._read = 0

    def line(self) -> bytes:
        """Return the next line without its newline; Damaged(HEADER) if there is none."""
        while b"\n" not in self._ahead:
            more = self._source.read(4096)
            self._read += len(more)
            if not more:
                raise bad_header(Message("age-ends-too-early"))
            if self._read > LONGEST_HEADER_BYTES:
                raise bad_header(Message("age-far-too-long"))
            self._ahead += more
        line, _, self._ahead = self._ahead.partition(b"\n")
        return line

    @property
    def passed(self) -> int:
        """How many bytes the lines had."""
        return self._read - len(self._ahead)

    def read(self, size: int) -> bytes | memoryview:
        """Return at most ``size`` bytes after the lines."""
        if self._ahead:
            data, self._ahead = self._ahead[:size], self._ahead[size:]
            return data
        return self._source.read(size)


def header_bytes(stanzas: Sequence[Stanza], file_key: bytes) -> bytes:
    """Return a whole header, up to and including its MAC line."""
    lines = [VERSION_LINE]
    for stanza in stanzas:
        lines.append((STANZA_MARK + " ".join((stanza.kind, *stanza.arguments))).encode())
        body = encode_base64(stanza.body)
        # The last line is always short, so a full one is followed by an empty one.
        lines += [
            body[start : start + BODY_COLUMNS].encode()
            for start in range(0, len(body) + 1, BODY_COLUMNS)
        ]
    authenticated = b"\n".join([*lines, MAC_MARK])
    mac = encode_base64(_mac(authenticated, file_key))
    return authenticated + f" {mac}\n".encode()


def read_header(source: LineSource) -> tuple[list[Stanza], bytes, bytes]:
    """Return the stanzas, the bytes that the MAC covers, and the MAC; Damaged(HEADER)."""
    first = source.line()
    if first != VERSION_LINE:
        raise bad_header(Message("age-not-an-age-file"))
    covered = [first]
    stanzas: list[Stanza] = []
    line = source.line()
    while not line.startswith(MAC_MARK):
        stanza, lines = _read_stanza(line, source)
        stanzas.append(stanza)
        covered += [line, *lines]
        line = source.line()
    if not stanzas:
        raise bad_header(Message("age-names-no-recipient"))
    mark, separator, mac = line.partition(b" ")
    if mark != MAC_MARK or not separator:
        raise bad_header(Message("age-last-line-is-no-mac"))
    code = decode_base64(_ascii(mac))
    if len(code) != hashlib.sha256().digest_size:
        raise bad_header(Message("age-mac-of-wrong-length"))
    return stanzas, b"\n".join([*covered, MAC_MARK]), code


def header_length(source: SealedSource) -> int:
    """Return how many bytes the header at the start has, its MAC line included; Damaged(HEADER)."""
    lines = LineSource(source)
    read_header(lines)
    return lines.passed


def check_mac(authenticated: bytes, mac: bytes, file_key: bytes) -> None:
    """Raise Damaged(HMAC) unless the writer of the header knew the file key."""
    if not hmac.compare_digest(_mac(authenticated, file_key), mac):
        raise Damaged("files-header-changed-after-sealed", Part.HMAC)


def _mac(authenticated: bytes, file_key: bytes) -> bytes:
    key = hkdf(file_key, salt=b"", info=b"header")
    return hmac.digest(key, authenticated, hashlib.sha256)


def _read_stanza(first: bytes, source: LineSource) -> tuple[Stanza, list[bytes]]:
    text = _ascii(first)
    words = text.removeprefix(STANZA_MARK)
    if not text.startswith(STANZA_MARK) or not _ARGUMENTS.fullmatch(words):
        raise bad_header(Message("age-stanza-begins-wrongly"))
    lines: list[bytes] = []
    while True:
        line = source.line()
        if len(line) > BODY_COLUMNS:
            raise bad_header(Message("age-line-too-long"))
        lines.append(line)
        if len(line) < BODY_COLUMNS:
            break
    body = b"".join(decode_base64(_ascii(line)) for line in lines)
    kind, *arguments = words.split(" ")
    return Stanza(kind, tuple(arguments), body), lines


def _ascii(line: bytes) -> str:
    try:
        return line.decode("ascii")
    except UnicodeDecodeError as error:
        raise bad_header(Message("age-strange-characters")) from error
