"""5-5: what an old home wanted to remove before a person answered is not removed after it."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.delete.delete import delete_photos
from picup_desktop.sync.delete.worker import DeletionWorker
from picup_desktop.sync.first_look.answers import become_new_computer_if_asked
from picup_desktop.sync.home.hold import HomeHold, ask_for_new_computer, standing
from picup_desktop.sync.read.lookup import find_photo
from picup_desktop.words import PhotoState, Role
from tests.picup import age, photo_bytes
from tests.small import Small, small_vault

NAMES = [f"{number}.jpg" for number in range(5)]


@pytest.fixture
def small(tmp_path: Path) -> Small:
    made = small_vault(tmp_path / "vault", NAMES)
    made.sync()
    return made


def album(small: Small) -> Path:
    return small.folder / "Album"


def add(small: Small, name: str) -> None:
    (album(small) / name).write_bytes(photo_bytes(name, 3000))
    age(album(small) / name)


def keep_home(small: Small) -> None:
    shutil.copytree(small.home.folder, small.folder / "kept")


def put_home_back(small: Small) -> None:
    shutil.rmtree(small.home.folder)
    (small.folder / "kept").rename(small.home.folder)


@contextmanager
def all_away(small: Small) -> Iterator[None]:
    places = [small.root(role) for role in Role]
    for place in places:
        place.rename(place.with_name(f"{place.name}-away"))
    yield
    for place in places:
        place.with_name(f"{place.name}-away").rename(place)


def choose_grace(small: Small, days: int) -> None:
    with small.ledger() as ledger, ledger.transaction():
        ledger.vaults.choose("grace_days", days)


def remove(small: Small, name: str) -> None:
    """As ``picup rm``."""
    with small.ledger() as ledger, ledger.transaction():
        photo = find_photo(ledger, f"Album/{name}")
        delete_photos(ledger, ledger.vaults.settings(), [photo.id], time.time())
    (album(small) / name).unlink()


def free(small: Small, name: str) -> None:
    with small.ledger() as ledger, ledger.transaction():
        ledger.photos.keep_remote([find_photo(ledger, f"Album/{name}").id], time.time())
    (album(small) / name).unlink()


def answer_new_computer(small: Small, *, alone: bool = False) -> None:
    """As the answers ``new-computer``, and ``only-one`` where nobody uses another copy."""
    with small.ledger() as ledger:
        with ledger.transaction():
            ask_for_new_computer(ledger, alone=alone)
        become_new_computer_if_asked(ledger, small.secrets, SystemClock())


def objects(small: Small, role: Role) -> set[str]:
    return {name for name in small.files(role) if name.startswith("objects/")}


def run_everything_queued(small: Small) -> None:
    """As ``picup deletions run --now``."""
    with small.ledger() as ledger:
        with ledger.transaction():
            ledger.deletions.make_due(time.time())
        settings = ledger.vaults.settings()
        DeletionWorker(ledger, small.storages(), SystemClock(), settings).run()


def listed(ledger: Ledger) -> list[str]:
    return sorted(one.photo.path for one in ledger.listing.photos() if one.photo.deleted_at is None)


def fetched(small: Small, name: str) -> bytes:
    with small.ledger() as ledger:
        return small.read(ledger, find_photo(ledger, f"Album/{name}"))


@pytest.mark.parametrize("grace_days", [0, 30])
def test_5_5_nothing_deleted_or_replaced_before_the_answer_goes_after_it(
    small: Small, grace_days: int
) -> None:
    choose_grace(small, grace_days)
    keep_home(small)
    add(small, "new.jpg")
    small.sync()
    put_home_back(small)
    before = {role: objects(small, role) for role in Role}
    with all_away(small):
        remove(small, "0.jpg")
        (album(small) / "1.jpg").unlink()
        (album(small) / "2.jpg").write_bytes(photo_bytes("edited", 3000))
        age(album(small) / "2.jpg")
        small.sync()
        with small.ledger() as ledger:
            assert len(ledger.trash.listing()) == 2
    small.sync()
    with small.ledger() as ledger:
        assert standing(ledger) in {HomeHold.OLD, HomeHold.COPIED}
    for role in Role:
        assert before[role] <= objects(small, role)

    answer_new_computer(small)
    small.sync()
    run_everything_queued(small)
    small.sync()
    for role in Role:
        assert before[role] <= objects(small, role)
    with small.ledger() as ledger:
        assert standing(ledger) is None
        assert ledger.attention.all() == []
        assert ledger.deletions.counts() == (0, 0)
        counts = ledger.photos.counts()
        assert counts[PhotoState.PROTECTED] == sum(counts.values())
        assert {"0.jpg", "1.jpg", "2.jpg", "3.jpg", "4.jpg", "new.jpg"} <= set(listed(ledger))
    for name in ("0.jpg", "1.jpg"):
        assert fetched(small, name) == photo_bytes(name, 3000)


def test_5_5_what_a_person_deletes_after_the_answer_goes(small: Small) -> None:
    keep_home(small)
    add(small, "new.jpg")
    small.sync()
    put_home_back(small)
    before = {role: objects(small, role) for role in Role}
    answer_new_computer(small, alone=True)
    small.sync()
    remove_again(small, "0.jpg")
    run_everything_queued(small)
    for role in Role:
        assert len(before[role] - objects(small, role)) == 1


def remove_again(small: Small, name: str) -> None:
    (album(small) / name).touch()
    remove(small, name)


@pytest.mark.parametrize("grace_days", [0, 30])
def test_5_5_an_edit_found_before_the_answer_replaces_nothing_after_it(
    small: Small, grace_days: int
) -> None:
    choose_grace(small, grace_days)
    keep_home(small)
    add(small, "new.jpg")
    small.sync()
    put_home_back(small)
    before = {role: objects(small, role) for role in Role}
    # The edit waits: no storage was in reach since.
    with all_away(small):
        (album(small) / "2.jpg").write_bytes(photo_bytes("edited", 3000))
        age(album(small) / "2.jpg")
        small.sync()
    answer_new_computer(small)
    small.sync()
    run_everything_queued(small)
    small.sync()
    for role in Role:
        assert before[role] <= objects(small, role)
    with small.ledger() as ledger:
        assert "2 (earlier).jpg" in listed(ledger)
    assert fetched(small, "2 (earlier).jpg") == photo_bytes("2.jpg", 3000)
    assert fetched(small, "2.jpg") == photo_bytes("edited", 3000)


def test_5_5_the_albums_go_on_and_nothing_is_listed_or_sent_twice(small: Small) -> None:
    keep_home(small)
    earlier = time.time()
    (album(small) / "2.jpg").write_bytes(photo_bytes("edited", 3000))
    age(album(small) / "2.jpg")
    add(small, "new.jpg")
    add(small, "freed.jpg")
    (album(small) / "3.jpg").rename(album(small) / "renamed.jpg")
    small.sync()
    free(small, "freed.jpg")
    small.sync()
    put_home_back(small)
    # What stands here is looked at before a person is asked.
    small.sync()
    before = {role: objects(small, role) for role in Role}
    answer_new_computer(small, alone=True)
    for _ in range(2):
        small.sync()
        with small.ledger() as ledger:
            assert [one.name for one in ledger.albums.all(removed=True)] == ["Album"]
            assert listed(ledger) == [
                *("0.jpg", "1.jpg", "2.jpg", "4.jpg"),
                *("freed.jpg", "new.jpg", "renamed.jpg"),
            ]
            assert ledger.photos.counts()[PhotoState.PROTECTED] == 7
            assert ledger.attention.all() == []
            assert standing(ledger) is None
        for role in Role:
            assert objects(small, role) == before[role]
        for moment in (earlier, time.time()):
            with small.ledger() as ledger:
                then = [(one.album_id, one.path) for one in ledger.history.as_of(moment)]
            assert len(then) == len(set(then))
    assert fetched(small, "freed.jpg") == photo_bytes("freed.jpg", 3000)


def test_5_5_what_the_former_home_removed_for_good_is_gone_here_too(small: Small) -> None:
    choose_grace(small, 0)
    keep_home(small)
    remove(small, "0.jpg")
    small.sync()
    assert len(objects(small, Role.MAIN)) == len(NAMES) - 1
    put_home_back(small)
    small.sync()
    answer_new_computer(small, alone=True)
    small.sync()
    with small.ledger() as ledger:
        assert listed(ledger) == NAMES[1:]
        assert ledger.photos.counts()[PhotoState.PROTECTED] == len(NAMES) - 1
        assert ledger.attention.all() == []
