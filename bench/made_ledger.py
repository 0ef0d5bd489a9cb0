"""Very many made-up photos in a ledger, for asking how the gallery fares; no file exists."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

from picup_desktop.gallery.shots import tend_shots
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.words import AlbumState, PhotoState

ALBUMS = ("Family", "Phone", "Trips", "Scans")
YEARS = 15
YEAR_SECONDS = 365 * 24 * 3600
CHUNK = 20_000
SIZE_BYTES = 70_000_000
NEWEST = 1_735_600_000
STATES = ((PhotoState.PROTECTED, 0.97), (PhotoState.HALF_PROTECTED, 0.99), (PhotoState.WAITING, 1))


def fill_ledger(path: Path, photos: int) -> float:
    """``photos`` files over 15 years in four paused albums beside the real one.

    One in ten is the film of a live picture, one in twenty stands twice. Shapes are those of
    cameras. They are too large to be fetched for a thumbnail, for no server has them. How long
    the engine's upkeep of the gallery took, in seconds.
    """
    ledger = open_ledger(path)
    real, albums = ledger.albums.all()[0], []
    for name in ALBUMS:
        made = ledger.albums.add(
            name,
            f"/nowhere/{name}",
            recipient=real.recipient,
            sealed_identity=real.sealed_identity,
            at=0,
        )
        ledger.albums.set_state(made, AlbumState.PAUSED)
        albums.append(made)
    chance = random.Random(photos)
    for first in range(0, photos, CHUNK):
        _add(ledger, albums, chance, range(first, min(first + CHUNK, photos)))
    began = time.perf_counter()
    while tend_shots(ledger):
        pass
    took = time.perf_counter() - began
    with ledger.transaction():
        ledger.database.execute(
            "UPDATE shot_photo SET shape = CASE photo_id % 5 WHEN 0 THEN 667 WHEN 1 THEN 750"
            " WHEN 2 THEN 1778 ELSE 1500 END WHERE photo_id > 1"
        )
    ledger.close()
    return took


def _add(ledger: Ledger, albums: list[int], chance: random.Random, numbers: range) -> None:
    with ledger.transaction():
        ledger.database.execute_many(
            "INSERT INTO object (id, name, sealed_bytes, sha256, size_bytes, album_id, made_at)"
            " VALUES (?, ?, ?, ?, ?, ?, 0)",
            (
                (
                    *(n + 1, f"objects/{n:064x}", 4_200_000),
                    *(f"{_content(n):064x}", SIZE_BYTES + n, albums[n % 4]),
                )
                for n in numbers
            ),
        )
        for role in ("main", "backup"):
            ledger.database.execute_many(
                # Verified just now: there is nothing on the servers that could be read.
                "INSERT INTO copy (object_id, role, state, verified_at) VALUES (?, ?, 'stored', ?)",
                ((n + 1, role, time.time()) for n in numbers),
            )
        ledger.database.execute_many(
            "INSERT INTO photo (album_id, path, size_bytes, mtime_ns, inode, state, object_id,"
            " attempts, due_at, seen_at, remote_only) VALUES (?, ?, ?, ?, 0, ?, ?, 0, 0, 0, 0)",
            _photos(albums, chance, numbers),
        )


def _content(n: int) -> int:
    """Return the content of a photo; one in twenty has that of the photo before it."""
    return n - 1 if n % 20 == 7 else n


def _photos(
    albums: list[int], chance: random.Random, numbers: range
) -> Iterator[tuple[object, ...]]:
    for n in numbers:
        film = n % 10 == 9
        # The film of a live picture is named as the picture before it of the same album.
        number = n - 4 if film else n
        taken = NEWEST - (number * 7919 % (YEARS * YEAR_SECONDS))
        name = f"{number // 5000:03}/IMG_{number:07}.{'MOV' if film else 'HEIC'}"
        drawn = chance.random()
        state = next(state for state, below in STATES if drawn <= below)
        yield albums[n % 4], name.encode(), SIZE_BYTES + n, taken * 10**9, state, n + 1
