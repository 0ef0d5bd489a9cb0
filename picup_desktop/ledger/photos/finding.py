"""Finding photos by a part of their names, as a person types it."""

from dataclasses import dataclass

from peewee import fn

from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.models import Album, Photo


@dataclass(frozen=True)
class FoundPhoto:
    """A photo whose path holds what was looked for."""

    photo_id: int
    album: str
    path: str
    size_bytes: int


def find_by_name(database: Database, words: str, at_most: int) -> list[FoundPhoto]:
    """Living photos whose path holds all the words, whatever their case (of ASCII letters)."""
    path = Photo.path.cast("text").coerce(False)  # noqa: FBT003 - peewee's own signature
    query = (
        Photo.select(Photo.id, Album.name, Photo.path, Photo.size_bytes)
        .join(Album)
        .where(Photo.deleted_at.is_null())
        .order_by(Album.name, Photo.path)
        .limit(at_most)
    )
    for word in words.split():
        # SQLite knows the cases of ASCII letters only.
        plain = "".join(letter.lower() if letter.isascii() else letter for letter in word)
        query = query.where(fn.INSTR(fn.LOWER(path), plain) > 0)
    return [FoundPhoto(*row) for row in database.tuples(query)]
