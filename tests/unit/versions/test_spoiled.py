"""4-2: what is an edit, and what is a file that is no picture any more."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from picup_desktop.sync.scan.file_ends import (
    MOST_BOXES,
    MOST_JPEG_BYTES,
    ZERO_PAGE_BYTES,
    End,
    end_of,
    ends_in_zeros,
    is_whole_jpeg,
)
from picup_desktop.sync.scan.spoiled import (
    HEAD_BYTES,
    TAIL_BYTES,
    Before,
    FileEnds,
    Spoil,
    begins_alike,
    digest_of,
    kind_of,
    spoil,
)


def _picture(kind: str, seed: int = 0) -> bytes:
    noise = Image.effect_noise((200, 200), 60 + seed)
    out = io.BytesIO()
    noise.convert("RGB").save(out, kind)
    return out.getvalue()


JPEG, PNG, GIF, WEBP, TIFF = (_picture(kind) for kind in ("JPEG", "PNG", "GIF", "WEBP", "TIFF"))


def _box(kind: bytes, data: bytes) -> bytes:
    return (len(data) + 8).to_bytes(4, "big") + kind + data


FILM = _box(b"ftyp", b"isom\0\0\0\0") + _box(b"moov", b"m" * 300) + _box(b"mdat", b"d" * 12000)
LATE_INDEX = (
    _box(b"ftyp", b"isom\0\0\0\0") + _box(b"mdat", b"d" * 12000) + _box(b"moov", b"m" * 300)
)


def _ends(data: bytes) -> FileEnds:
    return FileEnds(len(data), data[:HEAD_BYTES], data[-TAIL_BYTES:])


def _before(data: bytes) -> Before:
    head = data[:HEAD_BYTES]
    return Before(len(data), kind_of(head), digest_of(head))


def _judge(before: bytes, now: bytes) -> Spoil | None:
    return spoil(_before(before), _ends(now), lambda at, size: now[at : at + size])


def _end(data: bytes) -> End:
    ends = _ends(data)
    return end_of(ends.head, ends.tail, ends.size_bytes, lambda at, size: data[at : at + size])


ALL = pytest.mark.parametrize(
    "data", [JPEG, PNG, GIF, FILM, LATE_INDEX], ids=["jpeg", "png", "gif", "film", "late-index"]
)


@ALL
def test_4_2_a_whole_picture_is_an_edit(data: bytes) -> None:
    assert _end(data) is End.WHOLE
    assert _judge(JPEG, data) is None
    assert _judge(data, JPEG) is None


@ALL
@pytest.mark.parametrize("part", [0.25, 0.5, 0.9, 0.999])
def test_4_2_a_picture_that_lost_its_end_is_cut(data: bytes, part: float) -> None:
    cut = data[: int(len(data) * part)]
    assert _judge(data, cut) is Spoil.CUT


@ALL
def test_4_2_an_end_of_zeros_is_no_edit_whatever_the_size(data: bytes) -> None:
    zeroed = data[: len(data) // 2] + bytes(len(data) - len(data) // 2)
    assert _judge(data, zeroed) is Spoil.ZERO_END


@ALL
def test_4_2_nothing_zeros_and_noise_are_no_edits(data: bytes) -> None:
    assert _judge(data, b"") is Spoil.EMPTY
    assert _judge(data, bytes(len(data))) is Spoil.ZEROS
    assert _judge(data, b"\x17" * len(data)) is Spoil.HEAD
    assert _judge(data, b"PK\x03\x04" + data) is Spoil.HEAD


def test_4_2_what_was_empty_before_is_not_judged() -> None:
    assert spoil(replace(_before(JPEG), size_bytes=0), _ends(b""), lambda *_: b"") is None


def test_4_2_what_only_its_name_calls_a_picture_is_not_judged_by_its_head() -> None:
    assert _judge(b"old words", b"new") is None
    assert _judge(b"old words", b"") is Spoil.EMPTY
    assert _judge(b"old words", bytes(9)) is Spoil.ZEROS
    assert spoil(replace(_before(JPEG), content_kind=None), _ends(b"new"), lambda *_: b"") is None


def test_4_2_a_head_of_zeros_alone_is_a_head_and_not_a_whole_file_of_zeros() -> None:
    assert _judge(JPEG, bytes(HEAD_BYTES) + JPEG * 20) is Spoil.HEAD


def test_4_2_a_shorter_file_that_begins_otherwise_is_an_edit() -> None:
    other = _picture("JPEG", 30)
    cut = b"\xff\xd8\xff\xe1" + other[4 : len(other) // 2]
    assert _judge(JPEG, cut) is None, "a broken file of other content is in doubt, so an edit"


def test_4_2_a_broken_file_that_did_not_shrink_is_an_edit() -> None:
    assert _judge(JPEG[:-2], JPEG[:-2]) is None


def test_4_2_a_format_without_a_known_end_is_cut_when_it_begins_alike() -> None:
    assert _end(TIFF) is End.UNKNOWN
    assert _judge(TIFF, TIFF[:-1]) is Spoil.CUT
    assert _judge(TIFF, TIFF) is None
    assert _judge(TIFF, TIFF + b"x") is None, "it grew"
    assert _judge(TIFF, b"II*\0" + TIFF[8:-1]) is None


def test_4_2_black_at_the_end_of_a_format_without_a_known_end_takes_more_than_a_page() -> None:
    black = TIFF[:20000] + bytes(len(TIFF) - 20000)
    assert len(black) - 20000 > TAIL_BYTES
    assert _judge(TIFF, black) is Spoil.ZERO_END
    page = TIFF[: -HEAD_BYTES - 10] + bytes(HEAD_BYTES + 10)
    assert _judge(TIFF, page) is None
    other = b"II*\0" + b"\x99" * 30 + black[34:]
    assert _judge(TIFF, other) is None


def test_a_jpeg_is_whole_though_something_stands_behind_its_end() -> None:
    assert is_whole_jpeg(JPEG)
    assert _end(JPEG + b"a maker's film" * 9000) is End.WHOLE
    assert _end(JPEG + bytes(9000)) is End.WHOLE
    assert not is_whole_jpeg(JPEG[:-2])
    assert not is_whole_jpeg(JPEG[:2])


def test_a_small_picture_within_a_jpeg_is_not_its_end() -> None:
    small = b"Exif\0\0" + JPEG[:900] + b"\xff\xd9"
    segment = b"\xff\xe1" + (len(small) + 2).to_bytes(2, "big") + small
    whole = JPEG[:2] + segment + JPEG[2:]
    assert is_whole_jpeg(whole)
    assert not is_whole_jpeg(whole[: len(segment) + 900])


def test_a_box_that_reaches_past_the_end_is_broken_and_padding_is_not() -> None:
    assert _end(FILM[:-1]) is End.BROKEN
    assert _end(FILM + bytes(16)) is End.WHOLE
    assert _end(LATE_INDEX[:-308] + bytes(308)) is End.BROKEN
    large = _box(b"ftyp", b"isom\0\0\0\0") + b"\0\0\0\1mdat" + (24).to_bytes(8, "big") + b"8" * 8
    assert _end(large) is End.WHOLE
    assert _end(large[:-1]) is End.BROKEN
    assert _end(_box(b"ftyp", b"isom") + b"\0\0\0\0mdat" + b"x" * 50) is End.WHOLE
    assert _end(_box(b"ftyp", b"isom") + b"\0\0\0\x02mdat" + b"x" * 50) is End.UNKNOWN


def test_padding_after_an_index_without_data_is_broken() -> None:
    begun = _box(b"ftyp", b"isom\0\0\0\0") + _box(b"moov", b"m" * 300)
    assert _end(begun + bytes(16)) is End.BROKEN
    assert _end(_box(b"ftyp", b"isom\0\0\0\0") + _box(b"mdat", b"d" * 9) + bytes(16)) is End.BROKEN


def test_a_box_without_a_name_is_padding_unless_it_says_how_long_it_is() -> None:
    for length in (0, 2, 7):
        assert _end(FILM + length.to_bytes(4, "big") + bytes(40)) is End.WHOLE
    nameless = b"\0\0\0\1" + bytes(4) + (100).to_bytes(8, "big")
    assert _end(FILM + nameless + bytes(84)) is End.WHOLE
    assert _end(FILM + nameless + bytes(83)) is End.BROKEN
    assert _end(FILM + (100).to_bytes(4, "big") + bytes(95)) is End.BROKEN


def test_a_riff_is_held_against_its_own_size() -> None:
    assert _end(WEBP) is End.WHOLE
    assert _end(WEBP[:-1]) is End.BROKEN
    assert _end(WEBP[:4] + b"\0\0\0\0" + WEBP[8:]) is End.UNKNOWN


@pytest.mark.parametrize(("zeros", "told"), [(4095, False), (4096, True), (9000, True)])
def test_a_page_of_zeros_is_what_a_power_loss_leaves(zeros: int, told: bool) -> None:
    assert ends_in_zeros(b"x" + bytes(zeros)) is told
    assert not ends_in_zeros(bytes(zeros) + b"x")


def test_beginnings_are_compared_as_far_as_both_reach() -> None:
    whole = digest_of(JPEG[:HEAD_BYTES])
    assert begins_alike(whole, digest_of(JPEG[:100]))
    assert not begins_alike(whole, digest_of(b"x" + JPEG[1:100]))
    assert not begins_alike(whole, digest_of(JPEG[:4000] + b"\0" * 96))
    assert not begins_alike(whole, digest_of(JPEG[:15])), "too little to tell"
    assert not begins_alike(None, whole)


@pytest.mark.parametrize(
    ("length", "digest"),
    [
        (0, ""),
        (15, ""),
        (16, "b3f362"),
        (63, "b3f362"),
        (64, "b3f362597e89"),
        (511, "b3f362597e89"),
        (512, "b3f362597e89dec186"),
        (4095, "b3f362597e89dec186"),
        (4096, "b3f362597e89dec186f86f49"),
        (5000, "b3f362597e89dec186f86f49"),
    ],
)
def test_the_digest_of_a_beginning_is_the_one_that_ledgers_hold(length: int, digest: str) -> None:
    assert digest_of(bytes(n % 251 for n in range(length))) == digest


def test_the_numbers_are_those_of_the_docs() -> None:
    assert (HEAD_BYTES, TAIL_BYTES, ZERO_PAGE_BYTES) == (4096, 65_536, 4096)
    assert (MOST_JPEG_BYTES, MOST_BOXES) == (268_435_456, 10_000)


@pytest.mark.parametrize(
    ("size", "end"),
    [
        (MOST_JPEG_BYTES - 1, End.BROKEN),
        (MOST_JPEG_BYTES, End.BROKEN),
        (MOST_JPEG_BYTES + 1, End.UNKNOWN),
        (2 * MOST_JPEG_BYTES, End.UNKNOWN),
    ],
)
def test_a_huge_jpeg_is_not_parsed(size: int, end: End) -> None:
    cut = JPEG[:-2]
    assert end_of(cut[:HEAD_BYTES], cut[-TAIL_BYTES:], size, lambda _at, _size: cut) is end


def test_a_mark_without_a_length_is_passed_over() -> None:
    assert is_whole_jpeg(b"\xff\xd8\xff\x01\xff\xd9")
    assert is_whole_jpeg(b"\xff\xd8\xff\x02\x00\x04..\xff\xd9")
    assert not is_whole_jpeg(b"\xff\xd8\xff\x01x\xff\xd9")


def test_a_whole_page_of_zeros_is_enough_and_one_byte_less_is_not() -> None:
    assert ends_in_zeros(bytes(ZERO_PAGE_BYTES))
    assert not ends_in_zeros(bytes(ZERO_PAGE_BYTES - 1))
