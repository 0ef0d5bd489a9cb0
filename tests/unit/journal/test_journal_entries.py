"""Every entry comes back as it was, whatever bytes a name has."""

import base64
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.clock import FIRST_WALL_CLOCK, LAST_WALL_CLOCK
from picup_desktop.vault.errors import Damaged
from picup_desktop.vault.journal import (
    AlbumAdded,
    AlbumRemoved,
    AlbumRenamed,
    DateCorrected,
    Entry,
    ObjectGone,
    ObjectHeld,
    ObjectReplaced,
    PhotoBack,
    PhotoFreed,
    PhotoMoved,
    PhotoRemoved,
    PhotoStored,
    PictureTurned,
    UnknownEntry,
    decode_entry,
    encode_entry,
)
from picup_desktop.vault.journal.entries import BIGGEST_NUMBER
from picup_desktop.vault.objects import object_name


def a_hash(of: object) -> str:
    return hashlib.sha256(repr(of).encode()).hexdigest()


def an_object(number: int) -> str:
    return object_name(a_hash(number))


TEXTS = st.one_of(
    st.text(),
    st.binary(max_size=40).map(lambda raw: raw.decode("utf-8", "surrogateescape")),
    st.text(st.characters(categories=["Cs", "Lu"]), max_size=10),
)
TIMES = st.integers(0, BIGGEST_NUMBER)
DATES = st.integers(FIRST_WALL_CLOCK, LAST_WALL_CLOCK)
# Few ids and objects, so that entries meet each other.
IDS = st.integers(1, 4)
OBJECTS = st.integers(1, 5).map(an_object)
ENTRIES: st.SearchStrategy[Entry] = st.one_of(
    # The last is a key, whose letters are whole.
    st.builds(AlbumAdded, TIMES, IDS, TEXTS, st.text()),
    st.builds(AlbumRenamed, TIMES, IDS, TEXTS),
    st.builds(AlbumRemoved, TIMES, IDS),
    st.builds(
        PhotoStored,
        at=TIMES,
        photo_id=IDS,
        album_id=IDS,
        path=TEXTS,
        mtime_ns=st.integers(-BIGGEST_NUMBER, BIGGEST_NUMBER),
        size_bytes=TIMES,
        sha256=st.integers(1, 5).map(a_hash),
        object=OBJECTS,
        sealed_bytes=TIMES,
    ),
    st.builds(PhotoMoved, TIMES, IDS, IDS, TEXTS),
    st.builds(PhotoRemoved, TIMES, IDS),
    st.builds(PhotoBack, TIMES, IDS),
    st.builds(PhotoFreed, TIMES, IDS),
    st.builds(
        DateCorrected,
        at=TIMES,
        device_id=st.sampled_from(["00000000000000aa", "00000000000000bb"]),
        photo_id=IDS,
        taken_at=st.none() | DATES,
        before=st.none() | DATES,
    ),
    st.builds(
        PictureTurned,
        at=TIMES,
        device_id=st.sampled_from(["00000000000000aa", "00000000000000bb"]),
        photo_id=IDS,
        turn=st.integers(1, 8),
        before=st.integers(1, 8),
        content=st.just("") | st.integers(1, 5).map(a_hash),
    ),
    st.builds(ObjectReplaced, TIMES, OBJECTS, OBJECTS, TIMES),
    st.builds(ObjectGone, TIMES, OBJECTS),
    st.builds(ObjectHeld, TIMES, OBJECTS, TIMES, st.integers(1, 5).map(a_hash), TIMES),
    st.integers(1, 99).map(
        lambda number: UnknownEntry("face-named", f'{{"kind": "face-named", "face":{number}}}')
    ),
)


@given(ENTRIES)
def test_every_entry_comes_back_from_one_line(entry: Entry) -> None:
    line = encode_entry(entry)
    assert b"\n" not in line
    assert decode_entry(line) == entry


@pytest.mark.parametrize(
    "name",
    [
        "\udcff\udcfe caf\udce9.jpg",
        "half \udcc3",
        "\ud83d\ude00 as two halves",
        "\udcc3\udca9 escapes that are no escapes",
        "line\nfeed\u2028\x00",
        "",
    ],
)
def test_a_name_of_any_bytes_comes_back(name: str) -> None:
    entry = AlbumRenamed(1, 1, name)
    assert decode_entry(encode_entry(entry)) == entry


def test_undecodable_bytes_stand_in_base64_for_a_stranger() -> None:
    line = encode_entry(PhotoMoved(1, 2, 3, "caf\udce9.jpg"))
    assert base64.b64decode(json.loads(line)["path"]["bytes"]) == b"caf\xe9.jpg"


def test_an_entry_of_a_later_version_is_kept_letter_by_letter() -> None:
    line = '{"kind":"face-named", "at" :1, "who":"Ümit","nested":{"a":[1.50]}}'
    entry = decode_entry(line.encode())
    assert entry == UnknownEntry("face-named", line)
    assert encode_entry(entry).decode() == line


GOOD = json.loads(
    encode_entry(
        PhotoStored(
            at=1,
            photo_id=2,
            album_id=3,
            path="a.jpg",
            mtime_ns=-4,
            size_bytes=5,
            sha256=a_hash(6),
            object=an_object(7),
            sealed_bytes=8,
        )
    )
)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("at", -1),
        ("at", 1.0),
        ("at", True),
        ("at", 2**63),
        ("photo", "2"),
        ("path", None),
        ("path", {"bytes": "not base64!"}),
        ("path", {"bytes": "", "wtf8": ""}),
        ("path", {"latin1": "YQ=="}),
        ("path", {"wtf8": "/w=="}),
        ("mtime_ns", 4),
        ("mtime_ns", "4.0"),
        ("mtime_ns", str(2**63)),
        ("mtime_ns", "9999999999999999999"),
        ("mtime_ns", str(-(2**63))),
        ("mtime_ns", "٤"),
        ("sha256", "ABC"),
        ("object", "../../etc/passwd"),
        ("object", an_object(7)),
        ("kind", None),
        ("extra", 1),
    ],
)
def test_what_makes_no_sense_is_refused(key: str, value: object) -> None:
    decode_entry(json.dumps(GOOD).encode())
    with pytest.raises(Damaged):
        decode_entry(json.dumps({**GOOD, key: value}).encode())


def test_a_date_is_written_as_the_clock_on_the_wall_shows_it() -> None:
    line = encode_entry(DateCorrected(1, "00000000000000aa", 2, -1, None))
    assert json.loads(line) == {
        "kind": "date-corrected",
        "at": 1,
        "device": "00000000000000aa",
        "photo": 2,
        "taken": "1969-12-31T23:59:59",
        "before": None,
    }
    good = json.loads(line)
    for key, value in (
        ("taken", 5),
        ("taken", ""),
        ("taken", "1969-12-31"),
        ("taken", "1969-12-31T23:59:59Z"),
        ("before", False),
        ("before", "10000-01-01T00:00:00"),
        ("device", "aa"),
    ):
        with pytest.raises(Damaged):
            decode_entry(json.dumps({**good, key: value}).encode())
    for date in (FIRST_WALL_CLOCK - 1, LAST_WALL_CLOCK + 1, True):
        with pytest.raises(ValueError, match=r"one|bounds"):
            encode_entry(DateCorrected(1, "00000000000000aa", 2, date, None))


def test_a_turn_is_one_of_eight_and_about_one_content() -> None:
    line = encode_entry(PictureTurned(1, "00000000000000aa", 2, 6, 1, a_hash(1)))
    assert json.loads(line) == {
        "kind": "picture-turned",
        "at": 1,
        "device": "00000000000000aa",
        "photo": 2,
        "turn": 6,
        "before": 1,
        "sha256": a_hash(1),
    }
    good = json.loads(line)
    assert decode_entry(json.dumps({**good, "sha256": None}).encode()) == PictureTurned(
        1, "00000000000000aa", 2, 6, 1, ""
    )
    for key, value in (
        ("turn", 0),
        ("turn", 9),
        ("turn", True),
        ("turn", "6"),
        ("before", None),
        ("before", 6.0),
        ("sha256", ""),
        ("sha256", "A" * 64),
    ):
        with pytest.raises(Damaged):
            decode_entry(json.dumps({**good, key: value}).encode())


@pytest.mark.parametrize(
    "line", [b"", b"[]", b"1", b"{", b"\xff", b'{"kind":"photo-back","at":1}', b"[" * 100_000]
)
def test_a_line_that_is_no_entry_is_refused(line: bytes) -> None:
    with pytest.raises(Damaged):
        decode_entry(line)


def test_an_object_outside_the_objects_folder_is_never_written() -> None:
    with pytest.raises(ValueError, match="object"):
        encode_entry(ObjectGone(1, f"keys/{a_hash(1)}"))


@pytest.mark.parametrize("recipient", ["\\ud800", "age1\\udcff"])
def test_a_key_with_half_a_letter_is_none(recipient: str) -> None:
    line = encode_entry(AlbumAdded(1, 1, "Sommer", "KEY"))
    with pytest.raises(Damaged):
        decode_entry(line.replace(b"KEY", recipient.encode()))
