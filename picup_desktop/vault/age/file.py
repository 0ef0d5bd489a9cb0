"""A whole age file: header, then a payload of sealed chunks (STREAM).

Each chunk of 64 KiB is sealed on its own, with its number and whether it is the
last one, so bytes can be returned as soon as they are authenticated, and a truncated or
reordered file is refused. Buffers are allocated once and reused: allocating them for
each file costs three quarters of the speed.
"""

import os
from collections.abc import Sequence
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from picup_desktop.messages.message import Message
from picup_desktop.vault.age.header import (
    LineSource,
    SealedSource,
    check_mac,
    header_bytes,
    read_header,
)
from picup_desktop.vault.age.stanza import (
    FILE_KEY_BYTES,
    Identity,
    Recipient,
    bad_header,
    hkdf,
)
from picup_desktop.vault.errors import Damaged, NotForThisKey

CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES
CHUNKS_PER_ROUND = 16
PAYLOAD_NONCE_BYTES = 16


class PlainSource(Protocol):
    """A source of plain bytes."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fill the buffer from its start, perhaps not wholly; 0 at the end."""


class SealedSink(Protocol):
    """A destination of sealed bytes."""

    def write(self, data: memoryview, /) -> object:
        """Consume all of the data before returning; the caller reuses the buffer."""


class Buffers:
    """Buffers for sealing one file at a time, about 3 MiB. Reuse them for many files:
    allocating them costs more than sealing a small photo."""

    def __init__(self) -> None:
        size = CHUNKS_PER_ROUND * CHUNK_BYTES
        self.plain = memoryview(bytearray(size)), memoryview(bytearray(size))
        self.sealed = memoryview(bytearray(CHUNKS_PER_ROUND * SEALED_CHUNK_BYTES))


def encrypt(
    source: PlainSource,
    sink: SealedSink,
    recipients: Sequence[Recipient],
    buffers: Buffers | None = None,
) -> None:
    """Seal everything from ``source`` for the recipients, in bounded memory.

    ValueError for recipients that may not share a file (hybrid with classic,
    a passphrase with anything). Errors of source and sink pass through.
    """
    if len({recipient.labels for recipient in recipients}) != 1:
        raise ValueError("these recipients can't share a file")
    file_key = os.urandom(FILE_KEY_BYTES)
    stanzas = [stanza for recipient in recipients for stanza in recipient.wrap(file_key)]
    nonce = os.urandom(PAYLOAD_NONCE_BYTES)
    sink.write(memoryview(header_bytes(stanzas, file_key) + nonce))
    _seal_payload(source, sink, _payload_cipher(file_key, nonce), buffers or Buffers())


def _seal_payload(
    source: PlainSource, sink: SealedSink, cipher: ChaCha20Poly1305, buffers: Buffers
) -> None:
    """Alternate two buffers, because only the next read tells whether a chunk was the last."""
    (now, ahead), sealed, size = buffers.plain, buffers.sealed, CHUNKS_PER_ROUND * CHUNK_BYTES
    counter, count = 0, _fill(source, now)
    while True:
        following = _fill(source, ahead) if count == size else 0
        written = 0
        for start in range(0, max(count, 1), CHUNK_BYTES):
            end = min(start + CHUNK_BYTES, count)
            last = following == 0 and end == count
            target = sealed[written : written + end - start + TAG_BYTES]
            cipher.encrypt_into(_nonce(counter, last=last), now[start:end], None, target)
            written += len(target)
            counter += 1
        sink.write(sealed[:written])
        if following == 0:
            return
        now, ahead, count = ahead, now, following


class Decryptor:
    """Reads an age file; every byte it returns is authenticated.

    The header is read and checked at once: NotForThisKey if no identity opens
    it, Damaged if it breaks the rules. Reading raises Damaged(PAYLOAD) at the
    first chunk that fails, at a missing end, and at data after the end.
    """

    def __init__(self, source: SealedSource, identities: Sequence[Identity]) -> None:
        lines = LineSource(source)
        stanzas, authenticated, mac = read_header(lines)
        unwrapped = (identity.unwrap(stanzas) for identity in identities)
        file_key = next((key for key in unwrapped if key is not None), None)
        if file_key is None:
            raise NotForThisKey("no-key-hand-opens-file")
        if len(file_key) != FILE_KEY_BYTES:
            raise bad_header(Message("age-file-key-of-wrong-length"))
        check_mac(authenticated, mac, file_key)
        self._source = lines
        nonce = self._exactly(PAYLOAD_NONCE_BYTES)
        if len(nonce) != PAYLOAD_NONCE_BYTES:
            raise bad_header(Message("age-ends-before-payload"))
        self._cipher = _payload_cipher(file_key, nonce)
        self._sealed = memoryview(b"")
        self._plain = memoryview(bytearray(CHUNK_BYTES))
        self._ready = self._plain[:0]
        self._counter = 0
        self._ended = False

    def read(self, size: int = CHUNK_BYTES) -> bytes:
        """Return at most ``size`` bytes; none at the end."""
        return bytes(self.view(size))

    def view(self, size: int = CHUNK_BYTES) -> memoryview:
        """As ``read``, without a copy: valid until the next call."""
        if not self._ready:
            self._open_next()
        data, self._ready = self._ready[:size], self._ready[size:]
        return data

    def readinto(self, buffer: memoryview) -> int:
        """Fill the buffer from its start, perhaps not wholly; 0 at the end."""
        data = self.view(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _open_next(self) -> None:
        sealed = self._next_sealed()
        if not self._ended:
            self._open_chunk(sealed)
        elif sealed:
            raise Damaged("something-added-behind-end-file")

    def _open_chunk(self, sealed: memoryview) -> None:
        count, first = len(sealed), self._counter == 0
        if count < TAG_BYTES or (count == TAG_BYTES and not first):
            raise Damaged("sealed-file-cut-short")
        target = self._plain[: count - TAG_BYTES]
        # Only the last chunk may be short; a full one may be either.
        kinds = (False, True) if count == SEALED_CHUNK_BYTES else (True,)
        for last in kinds:
            try:
                self._cipher.decrypt_into(_nonce(self._counter, last=last), sealed, None, target)
            except InvalidTag:
                continue
            self._counter += 1
            self._ended = last
            self._ready = target
            return
        raise Damaged("sealed-file-damaged")

    def _next_sealed(self) -> memoryview:
        """Return a whole sealed chunk, or the rest before the end; without a copy, unless it
        spans two pieces of the source."""
        if not self._sealed:
            self._sealed = memoryview(self._source.read(CHUNKS_PER_ROUND * SEALED_CHUNK_BYTES))
        chunk, rest = self._sealed[:SEALED_CHUNK_BYTES], self._sealed[SEALED_CHUNK_BYTES:]
        if len(chunk) < SEALED_CHUNK_BYTES:
            gathered = bytearray(chunk)
            while missing := SEALED_CHUNK_BYTES - len(gathered):
                more = memoryview(self._source.read(CHUNKS_PER_ROUND * SEALED_CHUNK_BYTES))
                if not more:
                    break
                gathered += more[:missing]
                rest = more[missing:]
            chunk = memoryview(gathered)
        self._sealed = rest
        return chunk

    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self._source.read(size - len(data))
            if not more:
                break
            data += more
        return data


def _payload_cipher(file_key: bytes, nonce: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(hkdf(file_key, salt=nonce, info=b"payload"))


def _nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _fill(source: PlainSource, buffer: memoryview) -> int:
    filled = 0
    while filled < len(buffer):
        count = source.readinto(buffer[filled:]) or 0
        if count == 0:
            break
        filled += count
    return filled
