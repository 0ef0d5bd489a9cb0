"""A file that arrives takes a free name, and never another file's."""

import os
from itertools import islice
from pathlib import Path, PurePosixPath

import pytest

from picup_desktop.files.new_file import (
    LONGEST_NAME_BYTES,
    fitting_name,
    names_beside,
    part_beside,
    take_name,
)


@pytest.fixture(params=["hard links", "no hard links"])
def disk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder; a stick's file system refuses links, which no test can mount."""

    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    if request.param == "no hard links":
        monkeypatch.setattr(os, "link", refused)
    (tmp_path / "arrived").write_bytes(b"whole")
    return tmp_path


def test_a_free_name_is_taken(disk: Path) -> None:
    take_name(disk / "arrived", disk / "a.jpg")
    assert (disk / "a.jpg").read_bytes() == b"whole"


def test_what_has_the_name_stays(disk: Path) -> None:
    (disk / "a.jpg").write_bytes(b"somebody's")
    with pytest.raises(FileExistsError):
        take_name(disk / "arrived", disk / "a.jpg")
    assert (disk / "a.jpg").read_bytes() == b"somebody's"
    assert (disk / "arrived").read_bytes() == b"whole"


def test_a_link_that_leads_nowhere_has_its_name_too(disk: Path) -> None:
    (disk / "a.jpg").symlink_to(disk / "nothing")
    with pytest.raises(FileExistsError):
        take_name(disk / "arrived", disk / "a.jpg")
    assert not (disk / "nothing").exists()


def test_a_folder_that_is_not_there_is_told(disk: Path) -> None:
    with pytest.raises(FileNotFoundError):
        take_name(disk / "arrived", disk / "gone" / "a.jpg")


def test_names_beside_say_what_they_are_and_keep_the_ending() -> None:
    names = map(str, islice(names_beside(PurePosixPath("sub/a.b.jpg"), "restored"), 3))
    assert list(names) == ["sub/a.b.jpg", "sub/a.b (restored).jpg", "sub/a.b (restored 2).jpg"]


LONG_NAMES = ["가" * 81 + ".jpg", "写" * 83 + ".jpg", "😀" * 62 + ".jpg", "a" * 251 + ".jpg"]


@pytest.mark.parametrize("name", LONG_NAMES)
def test_a_name_beside_a_long_one_can_be_had(name: str, tmp_path: Path) -> None:
    for path in islice(names_beside(tmp_path / name, "restored"), 12):
        path.write_bytes(b"photo")
        assert path.suffix == ".jpg"
        part_beside(path).write_bytes(b"photo")
    assert len(list(tmp_path.glob("*(restored 11).jpg"))) == 1


@pytest.mark.parametrize(
    ("name", "added", "fitting"),
    [
        ("a.jpg", " (earlier)", "a (earlier).jpg"),
        ("가" * 81 + ".jpg", "", "가" * 81 + ".jpg"),
        ("가" * 81 + ".jpg", " (earlier)", "가" * 80 + " (earlier).jpg"),
        ("b" * 251 + ".jpg", "", "b" * 251 + ".jpg"),
        ("b" * 252 + ".jpg", "", "b" * 251 + ".jpg"),
        ("b" * 240 + ".jpg", " (x)", "b" * 240 + " (x).jpg"),
        ("a." + "b" * 300, "", "a." + "b" * 253),
        ("a." + "b" * 32, " (x)", "a." + "b" * 32 + " (x)"),
        ("a." + "b" * 31, " (x)", "a (x)." + "b" * 31),
        ("\udcff" * 260, "", "\udcff" * 255),
        ("\ud800" * 90, "", "\ud800" * 85),
    ],
)
def test_a_name_is_cut_between_characters_and_keeps_its_ending(
    name: str, added: str, fitting: str
) -> None:
    assert fitting_name(name, added) == fitting
    assert LONGEST_NAME_BYTES == 255


def test_no_part_has_the_name_of_another() -> None:
    target = Path("folder") / ("가" * 85)
    assert part_beside(target) != part_beside(target)
    assert part_beside(target).parent == target.parent
    assert len(part_beside(target).name) < 40
