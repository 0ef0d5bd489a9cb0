"""Unseal: an object's bytes become the photo again, or nothing does.

Every byte is authenticated, and the whole is held against what the ledger knows of it.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from picup_desktop.ledger.photos.objects import ObjectRecord
from picup_desktop.storage.base import Piece
from picup_desktop.sync.read.local import PhotoOutput
from picup_desktop.vault.age import Identity, Recipient, Stanza
from picup_desktop.vault.errors import Damaged, NotForThisKey
from picup_desktop.vault.objects import OpenedPhoto, object_name


class AlbumKeys:
    """The album's key, then every other one: a photo that was moved keeps its first album's."""

    def __init__(self, own: Sequence[Identity], others: Callable[[], Iterator[Identity]]) -> None:
        self._own = own
        self._others = others

    def recipient(self) -> Recipient:
        """The album's own."""
        return self._own[0].recipient()

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """The file key, from whichever opens it."""
        keys = chain(self._own, self._others())
        return next((found for key in keys if (found := key.unwrap(stanzas)) is not None), None)


def unseal(
    pieces: Iterator[Piece], record: ObjectRecord, identity: Identity, output: PhotoOutput
) -> str:
    """Open an object's bytes into ``output``; the content's hash.

    Damaged unless all of it is what was stored.
    """
    # Every byte is authenticated by age, and what was sealed is held against the photo's
    # hash: the object's own hash has to tell only where that is not known.
    source, plain = _Pieces(pieces, hashed=not record.sha256), hashlib.sha256()
    try:
        opened = OpenedPhoto(source, [identity])
    except NotForThisKey as error:
        raise Damaged(f"{record.name} holds something sealed to another key.") from error
    for data in opened.pieces():
        plain.update(data)
        output.write(data)
    output.mtime_ns = opened.header.mtime_ns
    content = plain.hexdigest()
    if source.hash is None:
        as_stored = content == record.sha256
    else:
        as_stored = object_name(source.hash.hexdigest()) == record.name
    if not as_stored:
        raise Damaged(f"{record.name} is whole, but is not the object that was stored.")
    return content


class _Pieces:
    """The bytes of an object as a source for age; ``hash`` is told of them as they pass."""

    def __init__(self, pieces: Iterator[Piece], *, hashed: bool) -> None:
        self.hash = hashlib.sha256() if hashed else None
        self._pieces = pieces
        self._ahead = memoryview(b"")

    def read(self, size: int, /) -> memoryview:
        """At most ``size`` bytes; none at the end."""
        if not self._ahead:
            piece = next(self._pieces, b"")
            if self.hash is not None:
                self.hash.update(piece)
            self._ahead = memoryview(piece)
        given, self._ahead = self._ahead[:size], self._ahead[size:]
        return given
