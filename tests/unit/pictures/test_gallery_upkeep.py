"""The engine's gallery thread: it follows what changes, and ends when it is told to."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from picup_desktop.clock import SystemClock
from picup_desktop.engine.gallery_upkeep import GalleryUpkeep
from picup_desktop.errors import PicupError
from picup_desktop.ledger.gallery.gallery import Gallery, Month, PhotoFilter
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.ledger.schema.database import LedgerUnusable
from picup_desktop.thumbnails.cache import ThumbnailCache

WAIT_SECONDS = 20.0
DATE_TIME = 0x0132


class _Face:
    def __init__(self) -> None:
        self.heard = threading.Event()

    def tell(self, event: str, fields: Mapping[str, Any]) -> None:
        assert (event, fields) == ("changed", {"what": ["gallery"]})
        self.heard.set()


@contextmanager
def upkeep(ledger: Ledger, face: _Face) -> Iterator[GalleryUpkeep]:
    made = GalleryUpkeep(
        lambda: ledger,
        face.tell,
        SystemClock(),
        ThumbnailCache(ledger.database.path.with_name("cache")),
    )
    made.start()
    try:
        yield made
    finally:
        made.stop(WAIT_SECONDS)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = open_ledger(tmp_path / "ledger.sqlite")
    made.albums.add("Family", "/family", recipient="r", sealed_identity=b"", at=0)
    yield made
    made.close()


def test_new_photos_are_shown_and_faces_are_told(ledger: Ledger) -> None:
    face = _Face()
    with upkeep(ledger, face) as kept:
        for name in ("a.jpg", "b.jpg"):
            face.heard.clear()
            ledger.photos.add(1, [SeenFile(name, 1, 0, 0)], 0)
            kept.wake()
            assert face.heard.wait(WAIT_SECONDS)

    assert sum(m.shots for m in Gallery(ledger.database).months(PhotoFilter())) == 2


def test_a_ledger_in_trouble_is_tried_again(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    face, troubles = _Face(), iter([LedgerUnusable("Its disk is full.")])
    real = ledger.shots.noted

    def noted(at_most: int) -> list[int]:
        trouble: PicupError | None = next(troubles, None)
        if trouble is not None:
            raise trouble
        return real(at_most)

    # A full disk for a moment: nothing else makes SQLite fail once and not again.
    monkeypatch.setattr(ledger.shots, "noted", noted)
    monkeypatch.setattr("picup_desktop.engine.gallery_upkeep.AFTER_TROUBLE_SECONDS", 0.0)
    with upkeep(ledger, face) as kept:
        ledger.photos.add(1, [SeenFile("a.jpg", 1, 0, 0)], 0)
        kept.wake()
        assert face.heard.wait(WAIT_SECONDS)


def test_files_are_asked_when_they_were_taken(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    ledger.albums.add("Family", str(tmp_path), recipient="r", sealed_identity=b"", at=0)
    exif = Image.Exif()
    exif[DATE_TIME] = "2019:05:04 12:30:00"
    Image.new("RGB", (8, 8)).save(tmp_path / "dated.jpg", exif=exif)
    (tmp_path / "broken.jpg").write_bytes(b"nothing")
    face = _Face()
    names = ("dated.jpg", "broken.jpg", "gone.jpg")
    ledger.photos.add(1, [SeenFile(name, 1, 0, 0) for name in names], 0)

    with upkeep(ledger, face) as kept:
        kept.wake()
        months: list[Month] = []
        while Month(2019 * 12 + 4, 1) not in months:
            assert face.heard.wait(WAIT_SECONDS)
            face.heard.clear()
            months = Gallery(ledger.database).months(PhotoFilter())

    # A file that is not there may only be away for now: it is asked again later.
    assert [photo.path for photo in ledger.shots.unlooked(10)] == ["gone.jpg"]
    ledger.close()
