"""The watcher: hints of where something changed, and which folders send none."""

import errno
import logging
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import pytest
from watchdog.observers.api import BaseObserver

from picup_desktop.engine.periodic import Heartbeat
from picup_desktop.engine.watch import watch
from picup_desktop.engine.watch.albums import note_unwatched
from picup_desktop.files.mounts import is_silent_type, type_of
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.settings.albums import AlbumChoices, Hidden, Links
from picup_desktop.words import AlbumState
from tests.picup import wait_until

WAIT_SECONDS = 20.0
JPEG = b"\xff\xd8\xff\xe0 a photo"


@dataclass
class Heard:
    hints: "queue.SimpleQueue[frozenset[int]]" = field(default_factory=queue.SimpleQueue)
    troubles: "queue.SimpleQueue[tuple[int, OSError | None]]" = field(
        default_factory=queue.SimpleQueue
    )

    def trouble(self, album_id: int, error: OSError | None) -> None:
        self.troubles.put((album_id, error))

    def nothing_more(self) -> bool:
        """Whether all is quiet for two gatherings."""
        try:
            self.hints.get(timeout=2 * watch.GATHER_SECONDS)
        except queue.Empty:
            return True
        return False


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def watcher(heard: Heard) -> Iterator[watch.Watcher]:
    made = watch.Watcher(heard.hints.put, heard.trouble)
    made.start()
    yield made
    made.stop()


@contextmanager
def open_ledger_at(folder: Path) -> Iterator[Ledger]:
    ledger = open_ledger(folder / "ledger.sqlite")
    try:
        yield ledger
    finally:
        ledger.close()


def album(folder: Path, number: int = 1, state: AlbumState = AlbumState.WATCHED) -> AlbumRecord:
    folder.mkdir(exist_ok=True)
    return AlbumRecord(number, folder.name, str(folder), state, "r", b"s", 0.0, None, 0)


def settled(watcher: watch.Watcher, heard: Heard, *albums: AlbumRecord) -> None:
    """Watch, and take in the first hint, which every new watch gives."""
    watcher.watch(albums)
    assert heard.hints.get(timeout=WAIT_SECONDS) == {one.id for one in albums}
    wait_until(heard.nothing_more, "all is quiet")


def test_a_new_photo_is_hinted_in_its_own_album(
    watcher: watch.Watcher, heard: Heard, tmp_path: Path
) -> None:
    one, two = album(tmp_path / "one", 1), album(tmp_path / "two", 2)
    settled(watcher, heard, one, two)

    (tmp_path / "two" / "new.jpg").write_bytes(JPEG)

    assert heard.hints.get(timeout=WAIT_SECONDS) == {2}
    assert watcher.to_json() == [
        {"album": "one", "by": "events"},
        {"album": "two", "by": "events"},
    ]


def test_what_a_person_chose_to_keep_is_hinted_too(
    watcher: watch.Watcher, heard: Heard, tmp_path: Path
) -> None:
    plain = album(tmp_path / "one")
    settled(watcher, heard, plain)
    settled(watcher, heard, replace(plain, choices=AlbumChoices(hidden=Hidden.KEEP)))
    (tmp_path / "one" / ".hidden.docx").write_bytes(b"PK")
    assert heard.hints.get(timeout=WAIT_SECONDS) == {1}
    assert watcher.polled == frozenset()
    watcher.watch([replace(plain, choices=AlbumChoices(links=Links.FOLLOW))])
    wait_until(lambda: watcher.polled == {1}, "nothing tells of changes behind links")


def test_a_photo_in_a_folder_made_just_now_and_one_that_goes(
    watcher: watch.Watcher, heard: Heard, tmp_path: Path
) -> None:
    settled(watcher, heard, album(tmp_path / "one"))
    below = tmp_path / "one" / "a" / "b"
    below.mkdir(parents=True)
    assert heard.hints.get(timeout=WAIT_SECONDS) == {1}
    wait_until(heard.nothing_more, "all is quiet")

    (below / "new.jpg").write_bytes(JPEG)
    assert heard.hints.get(timeout=WAIT_SECONDS) == {1}
    wait_until(heard.nothing_more, "all is quiet")

    (below / "new.jpg").unlink()
    assert heard.hints.get(timeout=WAIT_SECONDS) == {1}


def test_reading_photos_and_growing_logs_hint_nothing(
    watcher: watch.Watcher, heard: Heard, tmp_path: Path
) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "old.jpg").write_bytes(JPEG)
    with (folder / "program.log").open("ab", buffering=0) as log:
        settled(watcher, heard, album(folder))

        assert (folder / "old.jpg").read_bytes() == JPEG
        log.write(b"a line\n")

        assert heard.nothing_more()


def test_an_album_that_is_paused_or_removed_is_watched_no_more(
    watcher: watch.Watcher, heard: Heard, tmp_path: Path
) -> None:
    one = album(tmp_path / "one")
    settled(watcher, heard, one)
    watcher.watch([album(tmp_path / "one", 1, AlbumState.PAUSED)])
    wait_until(lambda: watcher.to_json() == [], "it is watched no more")

    (tmp_path / "one" / "new.jpg").write_bytes(JPEG)

    assert heard.nothing_more()


def test_lost_events_are_a_reason_to_look_everywhere(
    watcher: watch.Watcher, heard: Heard, tmp_path: Path
) -> None:
    settled(watcher, heard, album(tmp_path / "one", 1), album(tmp_path / "two", 2))

    # As watchdog itself tells it, and in no other way.
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed")

    assert heard.hints.get(timeout=WAIT_SECONDS) == {1, 2}


def test_without_watches_left_it_is_polled_and_a_person_told_until_there_are(
    watcher: watch.Watcher, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = album(tmp_path / "one")

    def no_watches(self: BaseObserver) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    with monkeypatch.context() as limited:
        limited.setattr("picup_desktop.engine.watch.watch.Observer.start", no_watches)
        watcher.watch([one])
        number, error = heard.troubles.get(timeout=WAIT_SECONDS)
    assert number == 1
    assert error is not None
    assert watch.is_limit(error)
    assert watcher.polled == {1}

    with open_ledger_at(tmp_path) as ledger:
        note_unwatched(ledger, one, error, 1.0)
        (item,) = ledger.attention.all()
        assert "fs.inotify.max_user_watches" in item.text
        note_unwatched(ledger, one, None, 2.0)
        assert ledger.attention.all() == []

    watcher.watch([one])
    assert heard.troubles.get(timeout=WAIT_SECONDS) == (1, None)
    assert watcher.polled == frozenset()


def test_a_folder_that_is_not_there_is_polled_and_watched_once_it_is(
    watcher: watch.Watcher, heard: Heard, tmp_path: Path
) -> None:
    one = album(tmp_path / "one")
    (tmp_path / "one").rmdir()
    watcher.watch([one])
    wait_until(lambda: watcher.polled == {1}, "it is polled")

    (tmp_path / "one").mkdir()
    watcher.watch([one])

    assert heard.hints.get(timeout=WAIT_SECONDS) == {1}
    assert watcher.polled == frozenset()


MOUNTS = r"""
22 1 252:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
23 22 0:21 / /mnt/nas rw shared:2 - nfs4 nas:/photos rw
24 22 0:22 / /mnt/my\040share rw - cifs //nas/photos rw
25 23 0:23 / /mnt/nas/local rw - ext4 /dev/sdb rw
26 22 0:24 / /home/me/ssh rw - fuse.sshfs nas:/ rw
27 22 0:25 / /home/me/locked rw - fuse.gocryptfs x rw
28 22 0:26 / /photos ro - virtiofs photos rw
29 22 0:27 / /photos/desktop ro - fakeowner /run/host rw
nonsense
"""


@pytest.mark.parametrize(
    ("folder", "silent"),
    [
        ("/home/me/Pictures", False),
        ("/mnt/nas/Pictures", True),
        ("/mnt/nasty", False),
        ("/mnt/my share/2024", True),
        ("/mnt/nas/local/a", False),
        ("/home/me/ssh/photos", True),
        ("/home/me/locked/photos", False),
        ("/photos/2024", True),
        ("/photos/desktop/2024", True),
    ],
)
def test_folders_on_shares_are_polled(folder: str, silent: bool) -> None:
    assert is_silent_type(type_of(PurePosixPath(folder), MOUNTS)) is silent


def test_the_heartbeat_beats_also_after_it_was_started_anew() -> None:
    beats: queue.SimpleQueue[int] = queue.SimpleQueue()
    heartbeat = Heartbeat({"beat": (0.05, lambda: beats.put(1))})
    heartbeat.start()
    try:
        assert beats.get(timeout=WAIT_SECONDS)
        heartbeat.start_anew()
        while not beats.empty():
            beats.get()
        assert beats.get(timeout=WAIT_SECONDS)
    finally:
        heartbeat.stop()
