"""What an album does not keep has a reason, and real kinds of photos are kept."""

import os
import socket
import time
from pathlib import Path

import pytest

from picup_desktop.ledger.notes import NoteAbout
from picup_desktop.ledger.photos.photos import SeenFile
from picup_desktop.left_out import (
    MOST_KINDS,
    OTHER_KINDS,
    added,
    from_text,
    kinds_of,
    to_text,
    total,
)
from picup_desktop.messages.catalogue import in_english
from picup_desktop.sync.health.checkup import _check_conflict_copies, _check_not_kept
from picup_desktop.sync.scan.left_out import LeftOut, counted
from picup_desktop.sync.scan.media import PARTIAL_SECONDS
from picup_desktop.sync.scan.walk import scan_folder
from picup_desktop.words import Why
from tests.unit.ledger.filled import filled
from tests.unit.scan.known_files import NOTHING_KNOWN

JPEG = b"\xff\xd8\xff\xe0 a picture"
TAKEOUT = b'{\n  "title": "IMG_1.jpg",\n  "photoTakenTime": {"timestamp": "1546300800"}}'


def _put(folder: Path, name: str, content: bytes = JPEG, *, age_seconds: float = 0) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    then = time.time() - age_seconds
    os.utime(file, (then, then))


def _scan(folder: Path) -> tuple[set[str], set[tuple[str, Why]]]:
    """Return the paths that are kept, and those that are not with the reason."""
    scan = scan_folder(folder, NOTHING_KNOWN, quiet_before_ns=None)
    assert scan.unreadable == ()
    return {file.path for file in scan.quiet}, {(one.path, one.why) for one in scan.left_out}


def test_each_file_that_is_not_kept_has_its_reason(tmp_path: Path) -> None:
    album = tmp_path / "album"
    _put(album, "a.jpg")
    _put(album, "letter.docx", b"PK\x03\x04")
    _put(album, ".hidden.jpg")
    _put(album, "b.jpg.part")
    _put(album, "Thumbs.db", b"x")
    _put(album, "._a.jpg", b"\0\5\x16\7")
    (album / "2024").symlink_to(tmp_path)
    os.mkfifo(album / "pipe")
    assert _scan(album) == (
        {"a.jpg"},
        {
            ("letter.docx", Why.KIND),
            (".hidden.jpg", Why.HIDDEN),
            ("b.jpg.part", Why.NAME),
            ("Thumbs.db", Why.NAME),
            ("._a.jpg", Why.NAME),
            ("2024", Why.LINK),
            ("pipe", Why.SPECIAL),
        },
    )


def test_a_socket_is_special(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("s")
        assert _scan(tmp_path) == (set(), {("s", Why.SPECIAL)})


def test_photos_in_hidden_folders_are_told_and_other_files_there_are_not(tmp_path: Path) -> None:
    _put(tmp_path, ".old/deeper/a.jpg")
    _put(tmp_path, ".old/.b.heic")
    _put(tmp_path, ".old/notes.txt", b"x")
    _put(tmp_path, ".old/.thumbnails/a.jpg")
    assert _scan(tmp_path) == (
        set(),
        {(".old/deeper/a.jpg", Why.HIDDEN), (".old/.b.heic", Why.HIDDEN)},
    )


@pytest.mark.parametrize(
    "folder", [".thumbnails", "@eaDir", "#recycle", ".Trash-1000", ".dtrash", ".AppleDouble"]
)
def test_what_systems_and_programs_made_is_not_told(tmp_path: Path, folder: str) -> None:
    _put(tmp_path, f"{folder}/a.jpg")
    assert _scan(tmp_path) == (set(), set())


def test_picasas_originals_and_its_file_are_kept(tmp_path: Path) -> None:
    names = {".picasaoriginals/a.jpg", ".picasa.ini", "2009/Picasa.ini", "a.jpg"}
    for name in names:
        _put(tmp_path, name)
    assert _scan(tmp_path) == (names, set())


def test_a_photo_in_a_cloud_only_is_told_by_its_name(tmp_path: Path) -> None:
    _put(tmp_path, ".IMG_1.HEIC.icloud", b"bplist00")
    _put(tmp_path, ".letter.docx.icloud", b"bplist00")
    assert _scan(tmp_path) == (
        set(),
        {(".IMG_1.HEIC.icloud", Why.NOT_HERE), (".letter.docx.icloud", Why.HIDDEN)},
    )
    assert LeftOut("2024/.IMG_1.HEIC.icloud", Why.NOT_HERE).names == "2024/IMG_1.HEIC"
    assert LeftOut("2024/.IMG_1.HEIC.icloud", Why.HIDDEN).names == "2024/.IMG_1.HEIC.icloud"


@pytest.mark.parametrize(
    "name",
    [
        *("a.jpg~", "a.tmp", "a.jpg.part", "a.jpg.!sync", "a.jpg.bts", "a.ocTransferId12.part"),
        *("a.jpg.nextcloud-part", "a.aria2", "a.upload", "a.jpg.swp", "a.jpg_exiftool_tmp"),
    ],
)
def test_a_half_written_file_is_kept_once_nobody_writes_it_any_more(
    tmp_path: Path, name: str
) -> None:
    _put(tmp_path, name, age_seconds=PARTIAL_SECONDS - 60)
    assert _scan(tmp_path) == (set(), {(name, Why.NAME)})
    _put(tmp_path, name, age_seconds=PARTIAL_SECONDS + 60)
    assert _scan(tmp_path) == ({name}, set())


def test_an_old_half_written_file_that_is_no_photo_is_left_out_by_its_kind(tmp_path: Path) -> None:
    _put(tmp_path, "report.tmp", b"words", age_seconds=PARTIAL_SECONDS + 60)
    assert _scan(tmp_path) == (set(), {("report.tmp", Why.KIND)})


def test_sound_is_kept_beside_the_photo_of_its_name_only(tmp_path: Path) -> None:
    _put(tmp_path, "DSC_1.JPG")
    _put(tmp_path, "dsc_1.wav", b"RIFF\x10\0\0\0WAVEfmt ")
    _put(tmp_path, "song.m4a", b"\0\0\0\x18ftypM4A ")
    _put(tmp_path, "other/DSC_1.wav", b"RIFF\x10\0\0\0WAVEfmt ")
    assert _scan(tmp_path) == (
        {"DSC_1.JPG", "dsc_1.wav"},
        {("song.m4a", Why.KIND), ("other/DSC_1.wav", Why.KIND)},
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("IMG_1.jpg.json", b"{}"),
        ("IMG_1.jpg.supplemental-metadata.json", b"{}"),
        ("IMG_1.jpg(1).json", b"{}"),
        ("IMG_1.HEIC.supplemental-metadata(2).json", b"{}"),
        ("IMG_1.jpg.suppl.json", b"{}"),
        ("a name that was cut.json", TAKEOUT),
    ],
)
def test_what_takeout_writes_beside_a_photo_is_kept(
    tmp_path: Path, name: str, content: bytes
) -> None:
    _put(tmp_path, name, content)
    assert _scan(tmp_path)[0] == {name}


@pytest.mark.parametrize("name", ["package.json", "tsconfig.app.json", "a.b.json"])
def test_other_json_is_not(tmp_path: Path, name: str) -> None:
    _put(tmp_path, name, b'{"name": "x"}')
    assert _scan(tmp_path) == (set(), {(name, Why.KIND)})


def test_files_are_counted_by_reason_and_ending() -> None:
    files = [LeftOut(f"{n}.psdx", Why.KIND) for n in range(3)]
    files += [LeftOut("a/b", Why.KIND), LeftOut("link", Why.LINK)]
    counts = counted(files)
    assert counts == {Why.LINK: {"": 1}, Why.KIND: {"psdx": 3, "": 1}}
    assert list(counts[Why.KIND]) == ["psdx", ""]
    assert from_text(to_text(counts)) == counts
    assert total(counts) == 5
    assert added([counts, counts, {}]) == {Why.LINK: {"": 2}, Why.KIND: {"psdx": 6, "": 2}}
    assert (from_text(""), total({})) == ({}, 0)


def test_very_many_endings_are_counted_together() -> None:
    counts = counted(LeftOut(f"a.x{n}", Why.KIND) for n in range(MOST_KINDS + 5))
    assert len(counts[Why.KIND]) == MOST_KINDS + 1
    assert counts[Why.KIND][OTHER_KINDS] == 5
    assert total(counts) == MOST_KINDS + 5


def test_doctor_counts_what_is_not_kept_and_advises_where_a_person_may_want_it(
    tmp_path: Path,
) -> None:
    with filled(tmp_path) as ledger:
        note = NoteAbout.ALBUM_LEFT_OUT.of(1)
        assert _check_not_kept(ledger) == []
        for counts, advice in (
            ({Why.KIND: {"docx": 3}}, False),
            ({Why.KIND: {"docx": 3}, Why.LINK: {"": 1}}, True),
            ({Why.HIDDEN: {"jpg": 2}}, True),
        ):
            with ledger.transaction():
                ledger.vaults.note(note, to_text(counts))
            (check,) = _check_not_kept(ledger)
            assert (check.ok, check.advice) == (True, advice)
            assert check.text.values["count"] == total(counts)


def test_doctor_counts_the_copies_that_sync_programs_made_of_conflicts(tmp_path: Path) -> None:
    with filled(tmp_path) as ledger:
        assert _check_conflict_copies(ledger) == []
        names = (
            *(
                "a (Ann's conflicted copy 2020-01-01).jpg",
                "b (Conflicted Copy 1).jpg",
                "conflict.jpg",
            ),
            *("c.sync-conflict-20200101-101010-ABCDEFG.jpg", "d (Case Conflict).jpg", "e.jpg"),
            os.fsdecode(b"f\xff (conflicted copy).jpg"),
        )
        with ledger.transaction():
            ledger.photos.add(1, [SeenFile(name, 1, 1, 1) for name in names], 0.0)
        (check,) = _check_conflict_copies(ledger)
        assert check.text.values == {"count": 5}


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, ""),
        ({Why.KIND: {"psd": 12}}, "12 .psd"),
        ({Why.KIND: {"": 1}}, "1 without an ending"),
        (
            {Why.KIND: {"a": 1, "b": 2, "c": 1, "d": 1, "e": 1, "f": 5000}},
            "5,000 .f, 2 .b, 1 .a, 1 .c, 2 of other kinds",
        ),
        ({Why.KIND: {OTHER_KINDS: 9, "a": 1}}, "1 .a, 9 of other kinds"),
        ({Why.LINK: {"": 1}}, "1 link"),
        (
            {why: {"x": 2} for why in Why if why is not Why.NAME},
            "2 .x, 2 not on this computer, 2 links, 2 hidden, 2 special",
        ),
        (
            {Why.HIDDEN: {"jpg": 1}, Why.NAME: {"": 1, "db": 2}},
            "1 hidden, 3 half-written or of the system",
        ),
    ],
)
def test_what_is_not_kept_is_told_by_kind_and_reason(
    counts: dict[Why, dict[str, int]], words: str
) -> None:
    assert in_english(kinds_of(counts)) == words
