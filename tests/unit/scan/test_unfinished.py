"""Half-written files in a person's folder: the next start removes ours, and no other file."""

import os
from pathlib import Path

import pytest

from picup_desktop.files.new_file import part_beside
from picup_desktop.files.unfinished import Unfinished, is_part_name
from picup_desktop.sync.read.local import FileProblem, PhotoOutput
from picup_desktop.sync.restore.files import place_new


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "home" / "scratch" / "unfinished"


@pytest.fixture
def unfinished(notes: Path) -> Unfinished:
    return Unfinished(notes)


@pytest.fixture
def chosen(tmp_path: Path) -> Path:
    folder = tmp_path / "chosen"
    folder.mkdir()
    return folder


def killed_while_writing(unfinished: Unfinished, target: Path) -> Path:
    """As a killed program leaves it: nothing of ``__exit__`` was run."""
    output = PhotoOutput(target, place_new, unfinished)
    output.__enter__()
    output.write(b"half a photo")
    output._file.close()
    return output._part


def test_what_a_killed_program_left_goes_at_the_next_start_and_nothing_else(
    unfinished: Unfinished, notes: Path, chosen: Path
) -> None:
    part = killed_while_writing(unfinished, chosen / "a.jpg")
    whole, of_another = chosen / "b.jpg", part_beside(chosen / "c.jpg")
    whole.write_bytes(b"a photo")
    of_another.write_bytes(b"another program of the same kind writes it now")
    assert unfinished.sweep() == 1
    assert sorted(chosen.iterdir()) == sorted([whole, of_another])
    assert not part.exists()
    assert list(notes.iterdir()) == []
    assert unfinished.sweep() == 0


def test_a_photo_that_has_its_name_stays_where_the_other_name_was_left(
    unfinished: Unfinished, chosen: Path
) -> None:
    part = killed_while_writing(unfinished, chosen / "a.jpg")
    os.link(part, chosen / "a.jpg")
    assert unfinished.sweep() == 1
    assert (chosen / "a.jpg").read_bytes() == b"half a photo"
    assert not part.exists()


def test_a_file_that_was_written_whole_or_refused_leaves_no_note(
    unfinished: Unfinished, notes: Path, chosen: Path
) -> None:
    with PhotoOutput(chosen / "a.jpg", place_new, unfinished) as output:
        output.write(b"a photo")
        assert len(list(notes.iterdir())) == 1
        assert output.keep()
    assert list(notes.iterdir()) == []
    with pytest.raises(FileProblem):
        PhotoOutput(chosen / "nowhere" / "a.jpg", place_new, unfinished).__enter__()
    assert list(notes.iterdir()) == []
    assert unfinished.sweep() == 0
    assert (chosen / "a.jpg").read_bytes() == b"a photo"


def test_a_note_names_no_file_of_a_person(
    unfinished: Unfinished, notes: Path, chosen: Path
) -> None:
    photo, folder = chosen / "holiday.jpg", part_beside(chosen / "b.jpg")
    photo.write_bytes(b"a photo")
    folder.mkdir()
    link = part_beside(chosen / "c.jpg")
    link.symlink_to(photo)
    for part in (photo, folder, link):
        unfinished.begin(part)
    # Neither a note that was tampered with, nor one whose name and file differ.
    (notes / part_beside(chosen / "d.jpg").name).write_bytes(os.fsencode(photo))
    (notes / "e").write_bytes(b"relative.part")
    assert unfinished.sweep() == 0
    assert sorted(chosen.iterdir()) == sorted([photo, folder, link])
    assert photo.read_bytes() == b"a photo"
    assert list(notes.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no owner by number")
def test_a_file_of_somebody_else_stays(
    unfinished: Unfinished, chosen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = killed_while_writing(unfinished, chosen / "a.jpg")
    own = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: own + 1)
    assert unfinished.sweep() == 0
    assert part.exists()


def test_the_note_of_a_disk_that_is_away_waits_for_it(
    unfinished: Unfinished, notes: Path, chosen: Path, tmp_path: Path
) -> None:
    part = killed_while_writing(unfinished, chosen / "a.jpg")
    away = chosen.rename(tmp_path / "away")
    assert unfinished.sweep() == 0
    assert len(list(notes.iterdir())) == 1
    away.rename(chosen)
    assert unfinished.sweep() == 1
    assert not part.exists()


def test_a_home_that_takes_no_note_stops_no_photo(chosen: Path, tmp_path: Path) -> None:
    (tmp_path / "home").write_bytes(b"no folder")
    with PhotoOutput(chosen / "a.jpg", place_new, Unfinished(tmp_path / "home")) as output:
        output.write(b"a photo")
        assert output.keep()
    assert (chosen / "a.jpg").read_bytes() == b"a photo"


@pytest.mark.parametrize(
    "name", [".picup-.part", ".picup-0123456789ABCDEF.part", "a.part", ".part"]
)
def test_other_hidden_names_are_not_ours(name: str) -> None:
    assert not is_part_name(name)
    assert is_part_name(part_beside(Path("a.jpg")).name)
