"""A thumbnail child that was taken over breaks nothing but its own answer (S16)."""

import io
import json
import struct
from dataclasses import replace
from typing import Any

import pytest

from picup_desktop.thumbnails.wire import (
    BYTES_A_PIXEL,
    LATEST_MOMENT,
    LONGEST_FILM_MS,
    LONGEST_FRAME_MS,
    LONGEST_HEAD_BYTES,
    MOST_EDGE,
    MOST_FILM_BYTES,
    MOST_FRAMES,
    MOST_PIXELS,
    ChildBroken,
    Picture,
    Told,
    Trouble,
    read_answer,
    send_answer,
)
from picup_desktop.words import DateFrom

PICTURE = Picture(
    width=MOST_EDGE,
    height=0,
    full=(1, MOST_EDGE),
    date=Told(LATEST_MOMENT, DateFrom.XMP),
    facts={"camera": "사진기"},
    data=b"bytes",
    content_id="x" * 64,
    length_ms=LONGEST_FILM_MS,
    film_bytes=1,
    is_cut=True,
    frames=((2, 1), (3, LONGEST_FRAME_MS)),
)
HEAD: dict[str, Any] = {
    "width": 1,
    "height": 1,
    "full": [1, 1],
    "date": None,
    "facts": {},
    "content_id": "",
    "length_ms": 0,
    "film_bytes": None,
    "is_cut": False,
    "frames": [],
}


def answered(head: bytes, data: bytes = b"", announced: int | None = None) -> Picture | Trouble:
    length = len(data) if announced is None else announced
    return read_answer(io.BytesIO(struct.pack(">II", len(head), length) + head + data))


def test_s16_answers_come_back_as_they_were() -> None:
    for answer in (PICTURE, replace(PICTURE, date=None), Trouble.BROKEN):
        stream = io.BytesIO()
        send_answer(stream, answer)
        stream.seek(0)
        assert read_answer(stream) == answer


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"[" * 900_000,
        b"null",
        b'{"trouble":"no such"}',
        b'{"trouble":[]}',
        b'{"trouble":1e999}',
        b"\xff",
    ],
    ids=range(7),
)
def test_s16_nonsense_in_place_of_an_answer_is_the_childs_end(head: bytes) -> None:
    with pytest.raises(ChildBroken):
        answered(head)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("width", one) for one in ("1e999", "-1", "1.0", "true", '"1"', str(MOST_EDGE + 1))),
        *(("height", one) for one in ("NaN", "null", "9" * 5000)),
        *(("full", one) for one in ("[]", "[1]", "1", '"12"', "[1,1e999]", f"[{2**31},1]")),
        *(
            ("date", f'{{"at":{one},"by":"exif"}}')
            for one in ("1e999", "1" + "0" * 30, f"{LATEST_MOMENT + 1}", "[]", "null")
        ),
        *(("date", one) for one in ("[]", "5", "{}", '{"at":5}', '{"at":5,"by":"nobody"}')),
        *(("facts", one) for one in ("[]", "1", "null")),
        *(("length_ms", one) for one in ("-1", "1.5", f"{LONGEST_FILM_MS + 1}", "null")),
        *(("film_bytes", one) for one in ("-1", '"1"', f"{MOST_FILM_BYTES + 1}", "[]")),
        *(("frames", one) for one in ("null", "1", "[[]]", "[[0]]", "[[0, 0]]", "[[1, 1]]")),
        *(("frames", one) for one in (f"[[0, {LONGEST_FRAME_MS + 1}]]", "[[0, 1, 1]]")),
        ("frames", str([[0, 1]] * (MOST_FRAMES + 1))),
    ],
)
def test_s16_a_value_out_of_its_bounds_is_the_childs_end(name: str, value: str) -> None:
    head = json.dumps(HEAD | {name: "VALUE"}).replace('"VALUE"', value)
    with pytest.raises(ChildBroken):
        answered(head.encode())
    assert isinstance(answered(json.dumps(HEAD).encode()), Picture)


def test_s16_an_answer_ends_where_it_was_announced_and_is_never_huge() -> None:
    head = json.dumps(HEAD).encode()
    with pytest.raises(ChildBroken):
        answered(head, b"abc", announced=4)
    with pytest.raises(ChildBroken):
        answered(head, announced=MOST_PIXELS * BYTES_A_PIXEL + 1)
    with pytest.raises(ChildBroken):
        answered(b" " * (LONGEST_HEAD_BYTES + 1))
    with pytest.raises(ChildBroken):
        read_answer(io.BytesIO(b"\0\0\0"))
    with pytest.raises(ChildBroken):
        read_answer(io.BytesIO(b""))
