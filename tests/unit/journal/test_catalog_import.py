"""Whatever another computer's journal names, it can stand in this ledger, or is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.uploads import StoredRecord
from picup_desktop.sync.albums.adopt import printable, storable
from picup_desktop.sync.journal.catalog import import_catalog
from picup_desktop.vault.journal import (
    AlbumAdded,
    Catalog,
    Entry,
    ObjectGone,
    PhotoAdopted,
    PhotoMoved,
    PhotoRemoved,
    PhotoStored,
    PhotoWas,
    replay_entries,
)
from picup_desktop.vault.objects import object_name
from picup_desktop.words import Role

ONE, TWO = "1" * 16, "2" * 16


def stored(photo_id: int, path: str, album_id: int = 1) -> PhotoStored:
    digest = f"{photo_id:064x}"
    return PhotoStored(5, photo_id, album_id, path, photo_id, 10, digest, object_name(digest), 20)


def catalog(**entries: list[Entry]) -> Catalog:
    devices = {"one": ONE, "two": TWO}
    return Catalog({devices[d]: replay_entries(devices[d], told) for d, told in entries.items()})


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    opened = open_ledger(tmp_path / "ledger.sqlite")
    for device in (ONE, TWO):
        opened.devices.add(device, "key", 0.0)
    return opened


def listed(ledger: Ledger) -> list[str]:
    return [f"{one.album}/{one.photo.path}" for one in ledger.listing.photos()]


ALBUM = AlbumAdded(1, 1, "Album", "age1album")
KEYS = {"age1album": b"sealed"}


def test_photos_that_exchange_their_names_keep_their_ids(ledger: Ledger) -> None:
    told: list[Entry] = [ALBUM, stored(1, "a"), stored(2, "b")]
    import_catalog(ledger, catalog(one=told), KEYS, 1.0)
    before = {one.photo.path: one.photo.id for one in ledger.listing.photos()}
    told += [PhotoMoved(6, 1, 1, "b"), PhotoMoved(6, 2, 1, "a")]
    import_catalog(ledger, catalog(one=told), KEYS, 2.0)
    after = {one.photo.path: one.photo.id for one in ledger.listing.photos()}
    assert after == {"a": before["b"], "b": before["a"]}
    ledger.close()


def test_what_was_removed_goes_with_its_object_and_nothing_is_told_on(ledger: Ledger) -> None:
    told: list[Entry] = [ALBUM, stored(1, "a"), stored(2, "b")]
    import_catalog(ledger, catalog(one=told), KEYS, 1.0)
    told.append(PhotoRemoved(6, 1))
    import_catalog(ledger, catalog(one=told), KEYS, 2.0)
    assert listed(ledger) == ["Album/b"]
    # Within the grace it can be restored as of an earlier day (4-4).
    assert ledger.objects.named(stored(1, "a").object) is not None
    assert [(p.path, p.photo_id) for p in ledger.history.as_of(5.5)] == [("a", 0), ("b", 2)]
    told.append(ObjectGone(7, stored(1, "a").object))
    import_catalog(ledger, catalog(one=told), KEYS, 3.0)
    assert ledger.objects.named(stored(1, "a").object) is None
    assert ledger.journal.outbox() == []
    ledger.close()


def test_an_adopted_photo_is_listed_once(ledger: Ledger) -> None:
    theirs: list[Entry] = [ALBUM, stored(1, "a")]
    ours: list[Entry] = [ALBUM, stored(1, "a"), PhotoAdopted(7, 1, ONE, 1)]
    import_catalog(ledger, catalog(one=theirs), KEYS, 1.0)
    import_catalog(ledger, catalog(one=theirs, two=ours), KEYS, 2.0)
    assert len(listed(ledger)) == 1
    ledger.close()


def test_two_photos_of_one_path_both_stand(ledger: Ledger) -> None:
    import_catalog(ledger, catalog(one=[ALBUM, stored(1, "a"), stored(2, "a")]), KEYS, 1.0)
    assert listed(ledger) == ["Album/a", "Album/a (2)"]
    ledger.close()


@pytest.mark.parametrize("path", ["half \ud800.jpg", "bytes \udcff.jpg", "../up", "nul\0", "Ü"])
def test_any_path_can_be_kept(ledger: Ledger, path: str) -> None:
    import_catalog(ledger, catalog(one=[ALBUM, stored(1, path)]), KEYS, 1.0)
    assert listed(ledger) == [f"Album/{storable(path)}"]
    import_catalog(ledger, catalog(one=[ALBUM, stored(1, path)]), KEYS, 2.0)
    assert len(listed(ledger)) == 1
    ledger.close()


@pytest.mark.parametrize(
    ("name", "shown"), [("..", "_"), ("", "_"), ("a/b", "a_b"), ("x\ny", "x_y"), ("Ü", "Ü")]
)
def test_an_albums_name_can_be_a_folder(name: str, shown: str) -> None:
    assert printable(name) == shown


def test_photos_without_an_albums_key_are_counted(ledger: Ledger) -> None:
    done = import_catalog(ledger, catalog(one=[ALBUM, stored(1, "a")]), {}, 1.0)
    assert (done.added, done.unreadable) == (0, 1)
    ledger.close()


def was(path: str, content: int, since: int, until: int) -> PhotoWas:
    digest = f"{content:064x}"
    return PhotoWas(
        *(until, 1, 1, path, content, 10, digest, object_name(digest), 20),
        *(since * 1000, until * 1000),
    )


def changed(content: int, at: int) -> PhotoStored:
    digest = f"{content:064x}"
    return PhotoStored(at, 1, 1, "b", content, 10, digest, object_name(digest), 20)


def test_4_1_versions_of_another_computer_are_listed_and_numbered_on(ledger: Ledger) -> None:
    told: list[Entry] = [
        *(ALBUM, was("a", 7, 1, 2), was("a", 8, 2, 3), was("b", 8, 3, 4)),
        *(changed(9, 4), was("b", 9, 4, 5), changed(9, 5)),
    ]
    import_catalog(ledger, catalog(one=told), KEYS, 10.0)
    ((photo,),) = ledger.database.query("SELECT id FROM photo")

    def numbers() -> list[tuple[int, str, float, float | None]]:
        return [(v.number, v.path, v.since, v.until) for v in ledger.history.versions(photo)]

    assert numbers() == [(3, "b", 4, None), (2, "b", 2, 4), (1, "a", 1, 2)]
    assert len(ledger.survey.unchecked(Role.MAIN)) == 3, "their copies are looked for, too"

    ledger.others.adopt(1, {})
    assert numbers() == [(3, "b", 4, None), (2, "b", 2, 4), (1, "a", 1, 2)]
    own = StoredRecord(
        *(photo, 1, 10, 6, "objects/own", 20, "own"), stored_on=tuple(Role), attempts=1
    )
    ledger.uploads.finish_stored([own], 6.0)
    assert [number for number, *_ in numbers()] == [4, 3, 2, 1]
    # What is gone leaves no other its number.
    gone: list[Entry] = [ObjectGone(7, was("a", 7, 1, 2).object)]
    import_catalog(ledger, catalog(one=[*told, *gone]), KEYS, 11.0)
    assert [number for number, *_ in numbers()] == [4, 3, 2]
    ledger.close()


def claims(*other: int, photo: int = 9, at: int = 6) -> list[Entry]:
    """The second computer says that its one photo takes the place of these."""
    return [PhotoAdopted(at, photo, ONE, one) for one in other]


THEIRS: list[Entry] = [ALBUM, stored(1, "a"), stored(2, "b")]


def test_6_4_no_computer_hides_the_photos_of_another_by_saying_that_it_has_them(
    ledger: Ledger,
) -> None:
    nothing = [ALBUM, *claims(1, 2)]
    another = [ALBUM, stored(9, "of mine"), *claims(1, 2)]
    for said in (nothing, another):
        told = catalog(one=THEIRS, two=said)
        assert told.adopted == frozenset()
        assert told.unproven == {stored(1, "a").object, stored(2, "b").object}
    import_catalog(ledger, catalog(one=THEIRS, two=another), KEYS, 1.0)
    assert {"Album/a", "Album/b"} <= set(listed(ledger))
    ledger.close()


def test_6_4_an_adoption_counts_while_its_photo_has_that_content() -> None:
    has_it = [ALBUM, stored(1, "a"), *claims(1, photo=1)]
    assert catalog(one=THEIRS, two=has_it).adopted == {(ONE, 1)}
    edited = [*has_it, was("a", 1, 5, 6), replace(stored(3, "a"), photo_id=1)]
    assert catalog(one=THEIRS, two=edited).adopted == {(ONE, 1)}
    forgotten = [*has_it, replace(stored(3, "a"), photo_id=1)]
    assert catalog(one=THEIRS, two=forgotten).adopted == frozenset()


@pytest.mark.parametrize(("days", "counts"), [(29, True), (32, False)])
def test_6_4_a_removed_adoption_counts_within_the_grace(days: int, counts: bool) -> None:
    removed_at = 1_000_000
    said = [ALBUM, stored(1, "a"), *claims(1, photo=1), PhotoRemoved(removed_at, 1)]
    told = replace(catalog(one=THEIRS, two=said), now=removed_at + days * 86_400.0)
    assert ((ONE, 1) in told.adopted) is counts


def test_6_4_what_was_adopted_and_rests_nowhere_any_more_does_not_come_back() -> None:
    told = catalog(one=THEIRS, two=[ALBUM, *claims(1, 2)])
    facts = replace(told, gone=frozenset({stored(1, "a").object}))
    assert facts.adopted == {(ONE, 1)}
