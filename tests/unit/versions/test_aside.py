"""Another card, or an album that was edited as a whole? Decided by names (3-4, 4-3)."""

from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.sync.rescan.aside import (
    Aside,
    is_replaced,
    record_asides,
    set_aside,
    strangers,
)
from picup_desktop.sync.scan.scan import AlbumChanges
from tests.unit.ledger.filled import NOW, add_photos, filled

MANY = 20
KNOWN = {f"day/IMG_{n:04}.jpg": KnownFile(n, 1_000, 5, n, missing=False) for n in range(21)}
EDITED = tuple((n, SeenFile(path, 2_000, 6, n)) for n, path in enumerate(KNOWN))


def _seen(path: str) -> SeenFile:
    return SeenFile(path, 10, 7, 900)


def test_an_album_that_was_edited_as_a_whole_is_the_same_album() -> None:
    assert not is_replaced(KNOWN, AlbumChanges(changed=EDITED), MANY)


@pytest.mark.parametrize(
    "path", ["day/IMG_0001.xmp", "day/IMG_0001.jpg_original", "day/IMG_0001.jpg.xmp"]
)
def test_what_an_editor_leaves_beside_a_photo_is_no_stranger(path: str) -> None:
    assert strangers(KNOWN, [_seen(path)]) == []
    assert not is_replaced(KNOWN, AlbumChanges(changed=EDITED, new=(_seen(path),)), MANY)


@pytest.mark.parametrize(
    "path", ["day/IMG_0099.jpg", "IMG_0001.jpg", "day/IMG_00010.jpg", "day/IMG_0099"]
)
def test_3_4_a_stranger_among_changed_files_shows_another_card(path: str) -> None:
    assert is_replaced(KNOWN, AlbumChanges(changed=EDITED, new=(_seen(path),)), MANY)


def test_3_4_a_name_that_is_missing_shows_another_card() -> None:
    known = {**KNOWN, "day/IMG_0050.jpg": KnownFile(50, 1_000, 5, 50, missing=False)}
    assert is_replaced(known, AlbumChanges(changed=EDITED, missing=(50,)), MANY)


def test_an_unchanged_photo_shows_that_it_is_the_same_album() -> None:
    known = {**KNOWN, "day/IMG_0050.jpg": KnownFile(50, 1_000, 5, 50, missing=False)}
    changes = AlbumChanges(changed=EDITED, new=(_seen("day/IMG_0099.jpg"),))
    assert not is_replaced(known, changes, MANY)


def test_few_changed_files_are_edits() -> None:
    known = dict(list(KNOWN.items())[:20])
    changes = AlbumChanges(changed=EDITED[:20], new=(_seen("day/IMG_0099.jpg"),))
    assert not is_replaced(known, changes, MANY)


def _one(
    path: str, *, photo: int = 1, missing: bool = False, away: bool = False
) -> dict[str, KnownFile]:
    return {path: KnownFile(photo, 1_000, 5, 77, missing, away)}


CHANGED = SeenFile("a.jpg", 2_000, 6, 3)


def test_a_file_that_was_here_and_changed_is_a_new_version() -> None:
    changes = AlbumChanges(changed=((1, CHANGED),))
    assert set_aside(_one("a.jpg"), changes, replaced=False) == (changes, [])


@pytest.mark.parametrize("state", ["missing", "away"])
def test_3_4_a_picture_in_the_place_of_a_photo_that_was_not_here_is_a_new_photo(
    state: str,
) -> None:
    known = _one("a.jpg", missing=state == "missing", away=state == "away")
    left, asides = set_aside(known, AlbumChanges(changed=((1, CHANGED),)), replaced=False)
    assert left == AlbumChanges(new=(CHANGED,))
    assert asides == [Aside(known["a.jpg"], "a (earlier).jpg")]


def test_3_4_on_another_card_every_changed_file_is_a_new_photo() -> None:
    known = _one("a.jpg")
    left, asides = set_aside(known, AlbumChanges(changed=((1, CHANGED),)), replaced=True)
    assert (left, len(asides)) == (AlbumChanges(new=(CHANGED,)), 1)


def test_3_4_behind_a_link_that_leads_elsewhere_every_changed_file_is_a_new_photo() -> None:
    known = {**_one("in/a.jpg"), **_one("b.jpg")}
    files = SeenFile("in/a.jpg", 9, 9, 9), SeenFile("b.jpg", 9, 9, 9)
    changes = AlbumChanges(changed=((1, files[0]), (1, files[1])))
    left, asides = set_aside(known, changes, replaced=False, replaced_folders={"in"})
    assert left == AlbumChanges(changed=((1, files[1]),), new=(files[0],))
    assert [aside.path for aside in asides] == ["in/a (earlier).jpg"]


@pytest.mark.parametrize("file", [SeenFile("a.jpg", 1_000, 6, 77), SeenFile("a.jpg", 2_000, 5, 77)])
def test_another_size_or_another_time_is_other_content(file: SeenFile) -> None:
    changes = AlbumChanges(changed=((1, file),))
    assert len(set_aside(_one("a.jpg"), changes, replaced=True)[1]) == 1


def test_another_inode_alone_is_no_other_content() -> None:
    changes = AlbumChanges(changed=((1, SeenFile("a.jpg", 1_000, 5, 78)),))
    assert set_aside(_one("a.jpg"), changes, replaced=True) == (changes, [])


def test_4_7_what_is_likely_the_same_stays_in_its_place() -> None:
    changes = AlbumChanges(changed=((1, CHANGED),))
    likely = frozenset({"a.jpg"})
    assert set_aside(_one("a.jpg"), changes, likely, replaced=True) == (changes, [])
    assert not is_replaced(_one("a.jpg"), changes, 0, likely)


def test_the_others_keep_their_places_and_their_order() -> None:
    here, gone = CHANGED, SeenFile("b.jpg", 2_000, 6, 4)
    known = {**_one("a.jpg"), **_one("b.jpg", photo=2, missing=True)}
    new = SeenFile("c.jpg", 1, 1, 1)
    changes = AlbumChanges(
        new=(new,), changed=((1, here), (2, gone)), missing=(9,), back=(8,), still_missing=(7,)
    )
    left, asides = set_aside(known, changes, replaced=False)
    assert left == AlbumChanges(
        new=(new, gone), changed=((1, here),), missing=(9,), back=(8,), still_missing=(7,)
    )
    assert [aside.known.photo_id for aside in asides] == [2]


def test_names_that_are_taken_are_not_given_again() -> None:
    known = {
        **_one("a.jpg", missing=True),
        **_one("a.JPG", photo=2, missing=True),
        **_one("a (earlier).jpg", photo=3),
    }
    new = SeenFile("a (earlier 2).jpg", 1, 1, 1)
    changes = AlbumChanges(new=(new,), changed=((1, CHANGED),))
    (aside,) = set_aside(known, changes, replaced=False)[1]
    assert aside.path == "a (earlier 3).jpg"


def test_two_photos_never_get_one_name() -> None:
    known = {"a.jpg": KnownFile(1, 1_000, 5, 1, missing=True)}
    twice = AlbumChanges(changed=((1, CHANGED), (1, CHANGED)))
    asides = set_aside(known, twice, replaced=False)[1]
    assert [aside.path for aside in asides] == ["a (earlier).jpg", "a (earlier 2).jpg"]


def test_photos_that_are_not_here_do_not_show_that_it_is_the_same_album() -> None:
    away = {
        f"away {n}.jpg": KnownFile(100 + n, 1, 1, 1, missing=False, remote_only=True)
        for n in (1, 2)
    }
    gone = {f"gone {n}.jpg": KnownFile(200 + n, 1, 1, 1, missing=True) for n in (1, 2)}
    changes = AlbumChanges(changed=EDITED, new=(_seen("day/IMG_0099.jpg"),))
    assert is_replaced({**KNOWN, **away, **gone}, changes, MANY)


def test_changed_and_missing_ones_count_together() -> None:
    known = {**KNOWN, "day/x.jpg": KnownFile(50, 1, 1, 50, missing=False)}
    new = (_seen("day/IMG_0099.jpg"),)
    assert is_replaced(known, AlbumChanges(changed=EDITED, new=new, missing=(50,)), MANY)
    assert not is_replaced(known, AlbumChanges(changed=EDITED, new=new), MANY)


def test_3_4_the_ledger_has_the_photo_under_its_other_name(tmp_path: Path) -> None:
    with filled(tmp_path) as ledger:
        gone, away = add_photos(ledger, ["a.jpg", "b.jpg"])
        with ledger.transaction():
            ledger.photos.note_missing([gone], NOW - 9)
            ledger.photos.keep_remote([away], NOW - 9)
            known = ledger.photos.known(1)
            asides = [
                Aside(known["a.jpg"], "a (earlier 2).jpg"),
                Aside(known["b.jpg"], "b (earlier 2).jpg"),
            ]
            record_asides(ledger, 1, asides, NOW)
        assert ledger.photos.known(1) == {
            "a (earlier 2).jpg": replace(known["a.jpg"], missing=True),
            "b (earlier 2).jpg": replace(known["b.jpg"], missing=True, remote_only=True),
        }


def test_few_changed_files_are_edits_even_if_they_are_all_there_are() -> None:
    for count in (1, 19, 20):
        known = dict(list(KNOWN.items())[:count])
        changes = AlbumChanges(changed=EDITED[:count], new=(_seen("day/IMG_0099.jpg"),))
        assert not is_replaced(known, changes, MANY)


def test_unchanged_photos_beside_a_missing_one_show_the_same_album() -> None:
    rest = {f"rest {n}.jpg": KnownFile(100 + n, 1, 1, 1, missing=False) for n in range(9)}
    changes = AlbumChanges(changed=EDITED, missing=(100,))
    assert not is_replaced({**KNOWN, **rest}, changes, MANY)


def test_a_changed_file_of_a_photo_that_was_not_here_counts_too() -> None:
    known = {**KNOWN, "back.jpg": KnownFile(50, 1, 1, 50, missing=True)}
    back = (50, SeenFile("back.jpg", 2, 2, 2))
    changes = AlbumChanges(changed=(*EDITED, back), new=(_seen("day/IMG_0099.jpg"),))
    assert is_replaced(known, changes, MANY)


@pytest.mark.parametrize(
    ("size", "mtime_ns", "other"),
    [(5000, 9000, False), (4999, 9000, True), (5001, 9000, True), (5000, 8999, True)],
)
def test_content_is_judged_by_the_values_of_size_and_time(
    size: int, mtime_ns: int, *, other: bool
) -> None:
    known = {"a.jpg": KnownFile(1, int("5000"), int("9000"), 7, missing=False)}
    changes = AlbumChanges(changed=((1, SeenFile("a.jpg", size, mtime_ns, 8)),))
    assert bool(set_aside(known, changes, replaced=True)[1]) is other


def test_an_untouched_photo_shows_the_same_album_though_only_its_number_is_told() -> None:
    changes = AlbumChanges(changed=EDITED, new=(_seen("day/IMG_0099.jpg"),))
    assert is_replaced(KNOWN, changes, MANY, untouched=0)
    assert not is_replaced(KNOWN, changes, MANY, untouched=1)


def test_strangers_are_told_by_the_paths_of_all_photos() -> None:
    changes = AlbumChanges(changed=EDITED, new=(_seen("day/IMG_0099.xmp"),))
    paths = [*KNOWN, "day/IMG_0099.jpg"]
    assert is_replaced(KNOWN, changes, MANY)
    assert not is_replaced(KNOWN, changes, MANY, all_paths=lambda: paths)


def test_the_name_of_an_untouched_photo_is_not_given_again() -> None:
    changes = AlbumChanges(changed=((1, CHANGED),))
    (aside,) = set_aside(
        _one("a.jpg", missing=True),
        changes,
        replaced=False,
        is_known=lambda path: path == "a (earlier).jpg",
    )[1]
    assert aside.path == "a (earlier 2).jpg"


def test_a_new_file_in_another_folder_takes_no_name_away() -> None:
    new = (SeenFile("b/a (earlier).jpg", 1, 1, 1), SeenFile("a (earlier).jpg.xmp", 1, 1, 1))
    changes = AlbumChanges(new=new, changed=((1, CHANGED),))
    left, (aside,) = set_aside(_one("a.jpg", missing=True), changes, replaced=False)
    assert aside.path == "a (earlier).jpg"
    assert left.new == (*new, CHANGED)
