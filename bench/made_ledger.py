"""Ledgers of very many made-up photos, for asking how the gallery fares; no file exists."""

import random
import time
from pathlib import Path

from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.vaults import VaultRecord
from picup_desktop.sync.shots import tend_shots
from picup_desktop.words import PhotoState

ALBUMS = ("Family", "Phone", "Trips", "Scans")
YEARS = 15
YEAR_SECONDS = 365 * 24 * 3600
CHUNK = 20_000
NEWEST = 1_735_600_000
STATES = ((PhotoState.PROTECTED, 0.97), (PhotoState.HALF_PROTECTED, 0.99), (PhotoState.WAITING, 1))


def make_ledger(path: Path, photos: int) -> None:
    """``photos`` files over 15 years in four albums; one in ten is half of a live picture."""
    ledger = open_ledger(path)
    ledger.vaults.record(VaultRecord("v", False, "r", "r", "d", "00", 0.0, 0.0))  # noqa: FBT003 - a column
    for name in ALBUMS:
        ledger.albums.add(name, f"/nowhere/{name}", recipient="r", sealed_identity=b"", at=0)
    chance = random.Random(photos)
    for first in range(0, photos, CHUNK):
        _add(ledger, chance, first, min(first + CHUNK, photos))
    began = time.perf_counter()
    while tend_shots(ledger):
        pass
    print(f"  upkeep of {photos:,} new photos: {time.perf_counter() - began:.1f} s")
    ledger.close()


def _add(ledger: Ledger, chance: random.Random, first: int, last: int) -> None:
    with ledger.transaction():
        ledger.database.run_many(
            "INSERT INTO object (id, name, sealed_bytes, sha256, size_bytes, album_id, made_at)"
            " VALUES (?, ?, ?, ?, ?, ?, 0)",
            (
                (n + 1, f"objects/{n:064x}", 4_200_000, f"{n:064x}", 4_000_000 + n, n % 4 + 1)
                for n in range(first, last)
            ),
        )
        for role in ("main", "backup"):
            ledger.database.run_many(
                f"INSERT INTO copy VALUES (?, '{role}', 'stored', 0)",
                ((n + 1,) for n in range(first, last)),
            )
        ledger.database.run_many(
            "INSERT INTO photo (id, album_id, path, size_bytes, mtime_ns, inode, state, object_id,"
            " attempts, due_at, seen_at, remote_only) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0)",
            (_photo(chance, n) for n in range(first, last)),
        )


def _photo(chance: random.Random, n: int) -> tuple[object, ...]:
    film = n % 10 == 9
    # The film of a live picture is named as the picture before it of the same album.
    number = n - 4 if film else n
    taken = NEWEST - (number * 7919 % (YEARS * YEAR_SECONDS))
    name = f"{number // 5000:03}/IMG_{number:07}.{'MOV' if film else 'HEIC'}"
    drawn = chance.random()
    state = next(state for state, below in STATES if drawn <= below)
    return (n + 1, n % 4 + 1, name.encode(), 4_000_000 + n, taken * 10**9, n + 1, state, n + 1)
