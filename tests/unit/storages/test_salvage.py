"""Photos known by the headers of their objects alone, whatever those headers and sizes say."""

import io
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.sync.join.salvage import Salvage, Salvaged
from picup_desktop.vault import age
from picup_desktop.vault.objects import most_sealed_bytes, seal_photo
from picup_desktop.vault.tar_header import PhotoHeader

KEY = age.X25519Identity.generate()
PHOTO = b"a photo"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "main"


def put(root: Path, header: PhotoHeader) -> Path:
    sealed = io.BytesIO()
    name = seal_photo(io.BytesIO(PHOTO), header, sealed, [KEY.recipient()]).name
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(sealed.getvalue())
    return file


@dataclass(frozen=True)
class Outcome:
    done: Salvaged
    album: str
    path: str
    sealed_bytes: int


def salvaged(root: Path, file: Path) -> Outcome:
    ledger = open_ledger(root.parent / "ledger.sqlite")
    try:
        storage = FolderStorage(root)
        done = Salvage(ledger, storage, KEY, SystemClock(), known=()).run({}, [KEY])
        [photo] = ledger.listing.photos()
        record = ledger.objects.named(file.relative_to(root).as_posix())
        assert record is not None
        return Outcome(done, photo.album, photo.photo.path, record.sealed_bytes)
    finally:
        ledger.close()


@pytest.mark.parametrize("album", ["caf\udce9", "\udcff", "\x1b[2J", "/../", ""])
def test_6_2_an_album_of_any_name_is_listed_under_one_that_can_be_kept(
    album: str, root: Path
) -> None:
    file = put(root, PhotoHeader(album, "a\udcff.jpg", 10**18, len(PHOTO)))
    outcome = salvaged(root, file)
    assert outcome.done == Salvaged(1, 0)
    assert outcome.path == "a\udcff.jpg"
    outcome.album.encode()
    assert outcome.album.isprintable()


def test_6_2_an_object_that_grew_is_kept_with_the_size_that_it_can_have(root: Path) -> None:
    header = PhotoHeader("Album", "a.jpg", 10**18, 300_000)
    sealed = io.BytesIO()
    name = seal_photo(io.BytesIO(bytes(300_000)), header, sealed, [KEY.recipient()]).name
    file = root / name
    file.parent.mkdir(parents=True)
    file.write_bytes(sealed.getvalue())
    assert salvaged(root, file).sealed_bytes == len(sealed.getvalue())
    (root.parent / "ledger.sqlite").unlink()
    os.truncate(file, 1 << 42)
    assert salvaged(root, file).sealed_bytes == most_sealed_bytes(300_000)
