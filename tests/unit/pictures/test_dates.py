"""Files that failed for a moment are asked again, and those that always fail are not for ever."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.gallery.dates import AGAIN_SECONDS, MOST_TRIES, Dates
from picup_desktop.gallery.shots import tend_shots
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.thumbnails.cache import CacheKey, ThumbnailCache
from picup_desktop.thumbnails.wire import MOMENTARY, DecoderKind, Picture, Told, Trouble
from picup_desktop.words import DateFrom
from tests.unit.ledger.filled import HandClock, add_photos, filled

TAKEN = Picture(width=1, height=1, full=(1, 1), date=Told(10**9, DateFrom.EXIF))


class Answers:
    """Answers of the decoder, in their order; the last one again and again."""

    def __init__(self, *answers: Picture | Trouble) -> None:
        self.asked = 0
        self._answers = answers

    def facts(self, path: Path, kind: DecoderKind) -> Picture | Trouble:
        del path, kind
        self.asked += 1
        return self._answers[min(self.asked, len(self._answers)) - 1]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with filled(tmp_path) as opened:
        add_photos(opened, ["a.jpg"])
        while tend_shots(opened):
            pass
        yield opened


def _go_on(dates: Dates, ledger: Ledger, clock: HandClock, rounds: int) -> None:
    for _ in range(rounds):
        dates.begin()
        while dates.ask_some(ledger):
            pass
        clock.at += AGAIN_SECONDS


@pytest.mark.parametrize("trouble", sorted(MOMENTARY))
def test_a_failure_of_the_moment_is_tried_again(ledger: Ledger, trouble: Trouble) -> None:
    maker, clock = Answers(trouble, TAKEN), HandClock()
    dates = Dates(maker, clock)
    _go_on(dates, ledger, clock, 1)
    assert [one.photo_id for one in ledger.shots.unlooked(9, None)] == [1]
    _go_on(dates, ledger, clock, 5)
    assert ledger.shots.unlooked(9, None) == []
    assert maker.asked == 2


@pytest.mark.parametrize("trouble", sorted(MOMENTARY))
def test_but_not_for_ever(ledger: Ledger, trouble: Trouble) -> None:
    maker, clock = Answers(trouble), HandClock()
    _go_on(Dates(maker, clock), ledger, clock, MOST_TRIES + 3)
    assert maker.asked == MOST_TRIES
    assert ledger.shots.unlooked(9, None) == []


def test_the_look_finds_the_kind_by_content(tmp_path: Path) -> None:
    contents = {
        "film.jpg": b"\0\0\0\x18ftypmp42" + bytes(100),
        "a.dng": b"\xff\xd8\xff" + bytes(100),
        "note": b"<?xpacket begin",
        "gone.jpg": None,
    }
    album = tmp_path / "album"
    album.mkdir()
    for name, content in contents.items():
        if content is not None:
            (album / name).write_bytes(content)
    with filled(tmp_path) as ledger:
        ledger.database.execute("UPDATE album SET path = ?", (os.fsencode(album),))
        add_photos(ledger, list(contents))
        while tend_shots(ledger):
            pass
        asked: dict[str, DecoderKind] = {}

        class Looker:
            def facts(self, path: Path, kind: DecoderKind) -> Picture | Trouble:
                asked[path.name] = kind
                return TAKEN if path.exists() else Trouble.GONE

        _go_on(Dates(Looker(), HandClock()), ledger, HandClock(), 1)
        assert {one.path for one in ledger.shots.unlooked(9, None)} == {"gone.jpg"}
        assert asked == {
            "film.jpg": DecoderKind.FILM,
            "a.dng": DecoderKind.PICTURE,
            "gone.jpg": DecoderKind.PICTURE,
        }
        kinds = {ledger.shots.kind(number) for number in (1, 2, 3, 4)}
        assert kinds == {"video", "photo", "sidecar"}


def test_a_broken_file_is_asked_once(ledger: Ledger) -> None:
    maker, clock = Answers(Trouble.BROKEN), HandClock()
    _go_on(Dates(maker, clock), ledger, clock, 3)
    assert maker.asked == 1


def test_the_cache_keeps_no_failure_of_the_moment_and_believes_no_old_one(tmp_path: Path) -> None:
    cache, key = ThumbnailCache(tmp_path / "cache"), CacheKey(1, 2, 3)
    for trouble in Trouble:
        cache.keep(key, trouble)
        assert cache.plain(key) == (None if trouble in MOMENTARY else trouble)
        cache.forget(key)
    cache.keep(key, Trouble.BROKEN)
    (file,) = (path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    for untrue in (b"too_slow 2", b"too_slow", b"broken", b"broken 1", b"unknown 2", b""):
        file.write_bytes(untrue)
        assert cache.plain(key) is None
    file.write_bytes(b"broken 2")
    assert cache.plain(key) is Trouble.BROKEN
