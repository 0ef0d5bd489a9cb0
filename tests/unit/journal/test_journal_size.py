"""A vault of 100,000 photos opens with few files, of bounded size."""

import sys
import time

import pytest

from picup_desktop.vault.journal import (
    AlbumAdded,
    Entry,
    PhotoStored,
    build_catalog,
    check_journal,
    replay_entries,
    seal_checkpoint,
)
from picup_desktop.vault.journal.segment import SEALED_LIMIT_BYTES
from picup_desktop.words import Role
from tests.unit.journal.test_journal_entries import a_hash, an_object
from tests.unit.journal.test_journal_segment import make_keys

PHOTOS = 100_000


def _entries() -> list[Entry]:
    album = AlbumAdded(1, 1, "Photos", "age1x")
    return [album, *(_photo(number) for number in range(1, PHOTOS + 1))]


def _photo(number: int) -> PhotoStored:
    return PhotoStored(
        at=1_700_000_000 + number,
        photo_id=number,
        album_id=1,
        path=f"20{number % 25:02}/{number % 12 + 1:02}/IMG_{number:06}.JPG",
        mtime_ns=1_600_000_000_000_000_000 + number * 7_919_123_457,
        size_bytes=3_000_000 + number * 17,
        sha256=a_hash(("plain", number)),
        object=an_object(number),
        sealed_bytes=3_100_000 + number * 18,
    )


def test_a_vault_of_100_000_photos_opens_with_a_handful_of_files(
    capsys: pytest.CaptureFixture[str],
) -> None:
    keys = make_keys()
    device = keys.author.device_id
    state = replay_entries(device, _entries())
    start = time.perf_counter()
    sealed = seal_checkpoint(state, keys.author, keys.recipients, after=keys.seal().head)
    sealing = time.perf_counter() - start
    start = time.perf_counter()
    opened = [keys.read(one.name, one.data) for one in sealed]
    report = check_journal({Role.MAIN: opened}, devices=[device])
    catalog = build_catalog(report.trusted)
    opening = time.perf_counter() - start
    size = sum(len(one.data) for one in sealed)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{PHOTOS:,} photos: {len(sealed)} segments, {size / 1e6:.1f} MB;"
            f" sealed in {sealing:.1f} s, opened, checked and replayed in {opening:.1f} s\n"
        )
    assert report.findings == ()
    assert catalog.devices == {device: state}
    assert len(sealed) <= 5
    assert all(len(one.data) <= SEALED_LIMIT_BYTES for one in sealed)
