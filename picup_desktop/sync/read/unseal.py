"""Open a sealed object into the photo, completely or not at all.

Every byte is authenticated, and the whole is compared with the hashes in the ledger.
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
    """The album's key, then every other one, since a moved photo keeps its first album's key."""

    def __init__(self, own: Sequence[Identity], others: Callable[[], Iterator[Identity]]) -> None:
        self._own = own
        self._others = others

    def recipient(self) -> Recipient:
        """Return the recipient of the album's own key."""
        return self._own[0].recipient()

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """Return the file key from the first key that opens it."""
        keys = chain(self._own, self._others())
        return next((found for key in keys if (found := key.unwrap(stanzas)) is not None), None)


def unseal(
    pieces: Iterator[Piece], record: ObjectRecord, identity: Identity, output: PhotoOutput
) -> str:
    """Open an object's bytes into ``output`` and return the content's hash.

    Damaged unless all bytes are those that were stored.
    """
    # Every byte is authenticated by age, and the content is compared with the photo's
    # hash; the object's own hash is needed only if that one is not known.
    source, plain = _Pieces(pieces, hashed=not record.sha256), hashlib.sha256()
    try:
        opened = OpenedPhoto(source, [identity])
    except NotForThisKey as error:
        raise Damaged("holds-something-sealed-another-key", object=record.name) from error
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
        raise Damaged("object-is-another-one", object=record.name)
    return content


class _Pieces:
    """The bytes of an object as a source for age; ``hash`` is updated with them."""

    def __init__(self, pieces: Iterator[Piece], *, hashed: bool) -> None:
        self.hash = hashlib.sha256() if hashed else None
        self._pieces = pieces
        self._ahead = memoryview(b"")

    def read(self, size: int, /) -> memoryview:
        """Return at most ``size`` bytes; empty at the end."""
        if not self._ahead:
            piece = next(self._pieces, b"")
            if self.hash is not None:
                self.hash.update(piece)
            self._ahead = memoryview(piece)
        given, self._ahead = self._ahead[:size], self._ahead[size:]
        return given
