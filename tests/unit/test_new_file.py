"""A file that arrives takes a free name, and never another file's."""

import os
from itertools import islice
from pathlib import Path, PurePosixPath

import pytest

from picup_desktop.sync.new_file import names_beside, take_name


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
