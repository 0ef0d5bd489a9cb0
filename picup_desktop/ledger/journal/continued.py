"""Photos of a former identity of this computer that become its own again (DISASTERS 5-5)."""

import os
from collections.abc import Mapping

from picup_desktop.ledger.journal.others import ForeignAlbum
from picup_desktop.ledger.schema.database import Database


class ContinuedAlbums:
    """The albums of this computer that go on with photos of a former identity."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take_over(self, album_id: int, paths: Mapping[int, str]) -> None:
        """Move photos of another computer, by their ids here, into an album of this one.

        The album has the key of the photos' own one. ``paths`` are their paths in it; a
        photo there that is on no storage yet is forgotten, and found again by the next scan.
        """
        self._database.execute_many(
            "DELETE FROM photo WHERE album_id = ? AND path = ? AND object_id IS NULL",
            ((album_id, os.fsencode(path)) for path in paths.values()),
        )
        self._database.execute_many(
            "UPDATE photo SET album_id = ?, path = ? WHERE id = ?",
            ((album_id, os.fsencode(path), photo_id) for photo_id, path in paths.items()),
        )
        self._database.execute_many(
            "UPDATE photo_origin SET adopted = 1 WHERE photo_id = ?",
            ((photo_id,) for photo_id in paths),
        )

    def merge_album(self, theirs: ForeignAlbum, album_id: int) -> None:
        """Let an album of this computer take the place of another one's without living photos.

        Both have one key. Objects and earlier states are this album's from now on.
        """
        for table in ("object", "foreign_state"):
            self._database.execute(
                f"UPDATE {table} SET album_id = ? WHERE album_id = ?",  # noqa: S608 - a constant
                (album_id, theirs.album_id),
            )
        self._database.execute("DELETE FROM album WHERE id = ?", (theirs.album_id,))
        self._database.execute(
            "INSERT OR REPLACE INTO album_origin (album_id, device_id, remote_id, adopted)"
            " VALUES (?, ?, ?, 1)",
            (album_id, theirs.device_id, theirs.remote_id),
        )
