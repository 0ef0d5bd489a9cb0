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
from picup_desktop.vault.objects import (
    exact_sealed_bytes,
    length_of_named,
    seal_photo,
)
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
    assert salvaged(root, file).sealed_bytes == len(sealed.getvalue())


@pytest.mark.parametrize("grown", [1, 100_000, 1 << 42])
def test_6_2_a_small_object_that_grew_is_read_up_to_its_own_bytes(root: Path, grown: int) -> None:
    file = put(root, PhotoHeader("Album", "a.jpg", 10**18, len(PHOTO)))
    sealed_bytes = file.stat().st_size
    os.truncate(file, sealed_bytes + grown)
    outcome = salvaged(root, file)
    assert (outcome.done, outcome.sealed_bytes) == (Salvaged(1, 0), sealed_bytes)


def test_6_2_a_small_object_that_grew_and_changed_is_unreadable(root: Path) -> None:
    file = put(root, PhotoHeader("Album", "a.jpg", 10**18, len(PHOTO)))
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data + b"more")
    ledger = open_ledger(root.parent / "ledger.sqlite")
    try:
        salvage = Salvage(ledger, FolderStorage(root), KEY, SystemClock(), known=())
        assert salvage.run({}, [KEY]) == Salvaged(0, 1)
    finally:
        ledger.close()


@pytest.mark.parametrize("kind", [age.X25519Identity, age.HybridIdentity])
@pytest.mark.parametrize("size", [0, 1, 60_000, 63_000, 64_000, 65_536, 300_000, 3_000_000])
def test_the_size_of_an_object_follows_from_its_headers(
    kind: type[age.X25519Identity] | type[age.HybridIdentity], size: int
) -> None:
    header = PhotoHeader("앨범", "a\udcff.jpg", 10**18 + 7, size)
    sealed = io.BytesIO()
    keys = [kind.generate().recipient() for _ in range(2)]
    done = seal_photo(io.BytesIO(bytes(size)), header, sealed, keys)
    data = sealed.getvalue()
    age_header_bytes = age.header_length(io.BytesIO(data))
    assert exact_sealed_bytes(header, age_header_bytes) == done.sealed_bytes == len(data)
    fits = len(data) <= age_header_bytes + 16 + age.CHUNK_BYTES + 16
    assert length_of_named(done.name, data + b"more") == (len(data) if fits else None)
