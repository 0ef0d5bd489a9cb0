"""A ledger filled by hand: albums, photos and stored versions, without files or storages."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.ledger.photos.uploads import StoredRecord
from picup_desktop.ledger.vaults import VaultRecord
from picup_desktop.vault.age.x25519 import X25519Identity
from picup_desktop.vault.objects import object_name
from picup_desktop.words import Role

NOW = 1_700_000_000.0


@dataclass
class HandClock:
    """Time as a test sets it; what was slept is noted."""

    at: float = NOW
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.at

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


@cache
def _begun() -> bytes:
    """Return the file of the ledger that every test begins with; making it takes a while."""
    recipient = str(X25519Identity.generate().recipient())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        ledger = open_ledger(path)
        with ledger.transaction():
            ledger.vaults.record(VaultRecord("v", False, recipient, recipient, "d", "k", 0.0))
            ledger.albums.add("Album", "/album", recipient=recipient, sealed_identity=b"", at=0.0)
        ledger.close()
        return path.read_bytes()


@contextmanager
def filled(folder: Path) -> Iterator[Ledger]:
    """Open a new ledger with a vault and an album that is watched, with the id 1."""
    path = folder / "ledger.sqlite"
    path.write_bytes(_begun())
    ledger = open_ledger(path)
    try:
        yield ledger
    finally:
        ledger.close()


def add_photos(
    ledger: Ledger, paths: Sequence[str], *, album: int = 1, at: float = NOW
) -> list[int]:
    """Add photos of 5 bytes, changed at 7 ns; return their ids."""
    with ledger.transaction():
        ledger.photos.add(album, [SeenFile(path, 5, 7, 1) for path in paths], at)
    found = [ledger.photos.at(album, path) for path in paths]
    return [photo.id for photo in found if photo is not None]


def store(
    ledger: Ledger,
    photo: int,
    version: str,
    *,
    at: float = NOW,
    on: tuple[Role, ...] = tuple(Role),
    sha256: str | None = None,
) -> tuple[str, list[int]]:
    """Record a stored version; return its object's name and the ids of replaced objects."""
    digest = hashlib.sha256(version.encode()).hexdigest()
    name = object_name(digest)
    record = ledger.photos.get(photo)
    assert record is not None
    with ledger.transaction():
        replaced = ledger.uploads.finish_stored(
            [
                StoredRecord(
                    photo_id=photo,
                    album_id=record.album_id,
                    size_bytes=record.size_bytes,
                    mtime_ns=record.mtime_ns,
                    object_name=name,
                    sealed_bytes=len(version),
                    sha256=digest if sha256 is None else sha256,
                    stored_on=on,
                    attempts=1,
                )
            ],
            at,
        )
    return name, replaced
