"""The engine's gallery thread: it follows what changes, and ends when it is told to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.engine.gallery_upkeep import GalleryUpkeep
from picup_desktop.errors import PicupError
from picup_desktop.ledger.database import LedgerUnusable
from picup_desktop.ledger.gallery import Gallery, Wanted
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos import SeenFile

WAIT_SECONDS = 20.0


class _Face:
    def __init__(self) -> None:
        self.heard = threading.Event()

    def tell(self, event: str, fields: dict[str, Any]) -> None:
        assert (event, fields) == ("changed", {"what": ["gallery"]})
        self.heard.set()


@contextmanager
def upkeep(ledger: Ledger, face: _Face) -> Iterator[GalleryUpkeep]:
    made = GalleryUpkeep(lambda: ledger, face.tell)
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

    assert sum(m.shots for m in Gallery(ledger.database).months(Wanted())) == 2


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
