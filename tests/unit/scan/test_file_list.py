"""Lists of files that wait on the disk: what goes in comes out, as often as it is asked for."""

import errno
import tempfile
from dataclasses import astuple
from pathlib import Path

import pytest

from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.ledger.schema.database import LedgerUnusable
from picup_desktop.sync.scan import file_list
from picup_desktop.sync.scan.file_list import FileList, Files

MOST = 2**63 - 1


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_list, "FILES_IN_A_PAGE", 3)
    monkeypatch.setattr(file_list, "PAGES_IN_MEMORY", 2)


def _files(count: int) -> list[SeenFile]:
    return [SeenFile(f"{n}.jpg", n, -n, MOST - n, ctime_ns=n) for n in range(count)]


def _as_list(folder: Path, files: list[SeenFile]) -> FileList:
    listed = FileList(folder)
    for file in files:
        listed.append(file)
    return listed


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 6, 8, 9, 10, 100])
def test_a_list_of_any_length_is_gone_through_again_and_again(tmp_path: Path, count: int) -> None:
    files = _files(count)
    listed = _as_list(tmp_path, files)
    assert (len(listed), bool(listed)) == (count, count > 0)
    assert list(listed) == list(listed) == files
    assert [file.ctime_ns for file in listed] == list(range(count))
    assert listed == tuple(files)
    assert listed != (*files, SeenFile("more", 1, 1, 1))
    assert listed != files[1:] or not files


def test_two_may_go_through_one_list_at_once_while_it_grows(tmp_path: Path) -> None:
    files = _files(40)
    listed = _as_list(tmp_path, files)
    assert all(one == other for one, other in zip(listed, listed, strict=True))
    assert [(one, other) for one in listed for other in listed if one is other] == []
    listed.append(SeenFile("last", 1, 1, 1))
    assert [file.path for file in listed][-2:] == ["39.jpg", "last"]


def test_every_name_and_number_comes_back(tmp_path: Path) -> None:
    odd = ["caf\udce9.jpg", "a\nb", "가족.jpg", "Cafe\u0301", "\udcff\udcfe", '"\\']
    files = [
        SeenFile(f"{n}/{name}", MOST, -MOST, -n, "", "ab", 5, "raw")
        for n, name in enumerate(odd * 5)
    ]
    listed = list(_as_list(tmp_path, files))
    assert listed == files
    assert {astuple(file)[4:] for file in listed} == {("", "ab", 5, "raw")}


def test_no_name_stays_on_the_disk(tmp_path: Path) -> None:
    listed = _as_list(tmp_path, _files(100))
    assert list(tmp_path.iterdir()) == []
    del listed


def test_a_full_disk_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    listed = _as_list(tmp_path, _files(8))
    with pytest.raises(LedgerUnusable, match="No space left") as raised:
        listed.append(SeenFile("a", 1, 1, 1))
    assert str(tmp_path) in raised.value.sentence


def test_files_made_anew_are_the_same_each_time() -> None:
    files = Files(lambda: iter(_files(4)))
    assert (len(files), bool(files), list(files)) == (4, True, _files(4))
    assert SeenFile("2.jpg", 2, -2, MOST - 2) in files
    assert SeenFile("2.jpg", 3, -2, MOST - 2) not in files
    assert not Files(lambda: iter(()))
    assert repr(Files(lambda: iter(()))) == "Files([])"
