"""Finds photos by parts of their names, as a person types them."""

from dataclasses import dataclass

from peewee import fn

from picup_desktop.ledger.schema.database import Database
from picup_desktop.ledger.schema.models import Album, Photo


@dataclass(frozen=True)
class FoundPhoto:
    """A photo whose path contains the words."""

    photo_id: int
    album: str
    path: str
    size_bytes: int


def find_by_name(database: Database, words: str, at_most: int) -> list[FoundPhoto]:
    """Return living photos with all the words in their path, ignoring the case of ASCII letters."""
    path = Photo.path.cast("text").coerce(False)  # noqa: FBT003 - Peewee's signature
    query = (
        Photo.select(Photo.id, Album.name, Photo.path, Photo.size_bytes)
        .join(Album)
        .where(Photo.deleted_at.is_null())
        .order_by(Album.name, Photo.path)
        .limit(at_most)
    )
    for word in words.split():
        # SQLite folds the case of ASCII letters only.
        plain = "".join(letter.lower() if letter.isascii() else letter for letter in word)
        query = query.where(fn.INSTR(fn.LOWER(path), plain) > 0)
    return [FoundPhoto(*row) for row in database.query(query)]
