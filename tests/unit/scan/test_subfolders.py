"""4-6: which folders went as a whole."""

import pytest

from picup_desktop.sync.rescan.subfolders import (
    exchanged_mounts,
    is_in,
    mounts_that_went,
    vanished_folders,
)


def _photos(folder: str, count: int) -> list[str]:
    return [f"{folder}/{number}.jpg" for number in range(count)]


@pytest.mark.parametrize(("count", "found"), [(5, {}), (6, {"a": 6})])
def test_4_6_a_folder_of_more_than_5_that_holds_none_is_a_question(
    count: int, found: dict[str, int]
) -> None:
    assert vanished_folders(_photos("a", count), [], ["b/1.jpg"], []) == found
    assert vanished_folders(_photos("a", count), [], ["a/new.jpg"], []) == {}
    assert vanished_folders(_photos("a", count), [], ["ab/1.jpg"], []) == found


def test_4_6_what_was_deleted_lately_counts_as_held() -> None:
    assert vanished_folders(_photos("a", 2), ["a/x.jpg"] * 9, [], []) == {}, "the same one"
    lately = [f"a/x{number}.jpg" for number in range(4)]
    assert vanished_folders(_photos("a", 2), lately, [], []) == {"a": 2}
    assert vanished_folders([], lately * 2, [], []) == {}, "nothing is lost now"


def test_4_6_of_folders_within_one_another_the_outermost_is_told() -> None:
    lost = [*_photos("a/b", 4), *_photos("a/c", 4)]
    assert vanished_folders(lost, [], [], []) == {"a": 8}
    assert vanished_folders(lost, [], ["a/1.jpg"], []) == {}
    assert vanished_folders([*lost, *_photos("a/b/d", 2)], [], ["a/1.jpg"], []) == {"a/b": 6}


def test_4_6_photos_in_the_albums_own_folder_are_in_no_subfolder() -> None:
    assert vanished_folders([f"{n}.jpg" for n in range(30)], [], [], [""]) == {}


def test_4_6_one_photo_lost_with_a_mount_is_enough() -> None:
    assert vanished_folders(["a/b/1.jpg"], [], ["a/2.jpg"], ["a/b"]) == {"a/b": 1}
    assert vanished_folders(["a/1.jpg"], [], ["a/2.jpg"], ["a/b"]) == {}


def test_4_6_a_mount_that_went() -> None:
    assert mounts_that_went({"a": 7}, {}, ["a/1.jpg"]) == {"a"}
    assert mounts_that_went({"a": 7}, {"a": 7}, []) == frozenset()
    assert mounts_that_went({"a": 7}, {"a": 8}, ["b/1.jpg"]) == {"a"}
    assert mounts_that_went({"a": 7}, {"a": 6}, ["b/1.jpg"]) == {"a"}
    assert mounts_that_went({"a": 7000}, {"a": int("7000")}, []) == frozenset()
    assert mounts_that_went({"a": 7}, {"a": 8}, ["a/x/1.jpg"]) == frozenset()
    assert mounts_that_went({}, {"a": 8}, []) == frozenset()


def test_a_path_lies_in_every_folder_above_it() -> None:
    assert is_in("a/b/1.jpg", {"a"})
    assert is_in("a/b/1.jpg", {"a/b"})
    assert not is_in("a/b/1.jpg", {"a/b/1.jpg", "b", ""})


@pytest.mark.parametrize(
    ("device", "lost", "holds", "found"),
    [
        (2, ["card/1.jpg"], False, {"card"}),
        (2, ["card/1.jpg"], True, set()),
        (2, ["card.jpg", "other/1.jpg"], False, set()),
        (1, ["card/1.jpg"], False, set()),
    ],
)
def test_4_6_a_mount_without_any_earlier_photo_is_another_disk(
    device: int, lost: list[str], holds: bool, found: set[str]
) -> None:
    assert exchanged_mounts({"card": device}, 1, lost, lambda _: holds) == found
