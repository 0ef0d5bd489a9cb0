"""The protocol between a maker and its child process: a JSON head, then bytes.

Nothing from the child is ever unpickled: it reads untrusted files and is itself
untrusted.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import IO, Any

from picup_desktop.strict_json import NotStrictJson, parse_object, whole_number
from picup_desktop.words import DateFrom, Turn

LONGEST_HEAD_BYTES = 1 << 20
MOST_PIXELS = 80_000_000
"""Most bytes of an answer; a larger picture is scaled down first."""
BYTES_A_PIXEL = 3
BIGGEST_PIXELS = 300_000_000
"""The most pixels of a picture or a frame that is decoded."""
MOST_EDGE = 10_000_000
"""The longest edge of any picture, in pixels: a row of bytes stays a 32-bit number."""
EARLIEST_MOMENT, LATEST_MOMENT = -62_135_596_800, 253_402_300_799
"""The years 1 to 9999, in seconds of the wall clock."""
LONGEST_CONTENT_ID = 64
"""Longest content id, in characters; Apple writes a UUID."""
LONGEST_FILM_MS = 1 << 40
MOST_FILM_BYTES = 1 << 60
MOST_FRAMES = 300
"""The most frames of a motion photo in one answer."""
LONGEST_FRAME_MS = 10_000
_LENGTHS = struct.Struct(">II")


class Want(StrEnum):
    """What to return about a file."""

    THUMBNAIL = "thumbnail"
    """A small JPEG."""
    VIEW = "view"
    """Its pixels, for the viewer."""
    FACTS = "facts"
    """When and how it was taken, without decoding the picture."""
    MOTION = "motion"
    """The frames of a short film, or of the film inside a motion photo, as JPEG files."""
    EXPORT = "export"
    """A JPEG file for a person to keep, with what the file says of the picture."""


class DecoderKind(StrEnum):
    """Which decoder is asked; the values are those of ``sync.scan.kinds.MediaKind``."""

    PICTURE = "photo"
    RAW = "raw"
    FILM = "video"
    SIDECAR = "sidecar"
    """A file beside a photo, which has a date and no picture."""


class Trouble(StrEnum):
    """Why there is no picture."""

    BROKEN = "broken"
    UNSUPPORTED = "unsupported"
    EMPTY = "empty"
    """A file without a byte."""
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    CRASHED = "crashed"
    GONE = "gone"
    FAR = "far"
    """It is too large to fetch for a thumbnail."""


MOMENTARY = frozenset({Trouble.TOO_SLOW, Trouble.CRASHED})
"""Troubles that may be of the moment: a sleeping disk, a busy computer, too little memory."""


@dataclass(frozen=True)
class JpegWish:
    """How a JPEG is made for ``EXPORT``."""

    quality: int = 90
    """Of JPEG, from 1 to 100."""
    turn: Turn = Turn.UPRIGHT
    """How a person wants to see it, beyond what the file says."""
    with_place: bool = True
    """Whether the file goes on saying where it was taken."""
    taken_at: int | None = None
    """The date to write, in wall-clock seconds; None: what the file says."""


@dataclass(frozen=True)
class Ask:
    """One question; ``edge`` is the longest edge wanted, in pixels."""

    path: str
    kind: DecoderKind
    want: Want
    edge: int = 0
    jpeg: JpegWish = JpegWish()


@dataclass(frozen=True)
class Told:
    """When a file says that it was taken, in seconds of the wall clock there, and which part."""

    at: int
    by: DateFrom


@dataclass(frozen=True)
class Picture:
    """A picture the right way up: a JPEG file, or for ``VIEW`` rows of RGB bytes.

    ``full`` is the size of the original as it is seen; ``facts`` hold what the camera wrote, as
    texts. ``date`` is only told with ``FACTS``.
    ``content_id`` is the id that both halves of a live picture share; empty if unknown.
    ``length_ms`` is the length of a film, and of the film inside a motion photo, whose size is
    ``film_bytes``; that alone is told if the film was taken out. With ``is_cut`` the file ends
    too early, and the rest of the picture is gray. ``frames`` are, for ``MOTION``, the length
    in bytes of each JPEG in ``data``, and how many milliseconds it is shown.
    """

    width: int = 0
    height: int = 0
    full: tuple[int, int] = (0, 0)
    facts: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""
    content_id: str = ""
    date: Told | None = None
    length_ms: int = 0
    film_bytes: int | None = None
    is_cut: bool = False
    frames: tuple[tuple[int, int], ...] = ()


_CUT_MARK = b"\xff\xfe\x00\x0bpicup-cut"
"""A comment of JPEG: two bytes that begin one, its length with these two, its text."""
_JPEG_BEGINS = b"\xff\xd8"
MARK_BYTES = len(_JPEG_BEGINS + _CUT_MARK)
"""The first bytes of a thumbnail, by which ``is_marked_cut`` decides."""


def marked_cut(jpeg: bytes) -> bytes:
    """Return a thumbnail that says that its file ends too early."""
    return _JPEG_BEGINS + _CUT_MARK + jpeg.removeprefix(_JPEG_BEGINS)


def is_marked_cut(jpeg: bytes) -> bool:
    """Return whether a thumbnail says that its file ends too early."""
    return jpeg.startswith(_JPEG_BEGINS + _CUT_MARK)


class ChildBroken(Exception):
    """The other side sent malformed data, or ended in the middle."""


def send_ask(stream: IO[bytes], ask: Ask) -> None:
    """Send a question from parent to child."""
    _send(stream, asdict(ask), b"")


def read_ask(stream: IO[bytes]) -> Ask | None:
    """Read a question; None at the end."""
    got = _read(stream)
    if got is None:
        return None
    head, _ = got
    jpeg = head["jpeg"]
    wish = JpegWish(**{**jpeg, "turn": Turn(jpeg["turn"])})
    return Ask(head["path"], DecoderKind(head["kind"]), Want(head["want"]), head["edge"], wish)


def send_answer(stream: IO[bytes], answer: Picture | Trouble) -> None:
    """Send an answer from child to parent."""
    if isinstance(answer, Trouble):
        _send(stream, {"trouble": answer}, b"")
        return
    head = asdict(answer)
    _send(stream, head, head.pop("data"))


def read_answer(stream: IO[bytes]) -> Picture | Trouble:
    """Read the child's answer. ChildBroken if it ended or sent malformed data."""
    got = _read(stream)
    if got is None:
        raise ChildBroken("it ended")
    head, data = got
    try:
        if "trouble" in head:
            return Trouble(head["trouble"])
        full, film_bytes = head["full"], head["film_bytes"]
        return Picture(
            width=_edge(head["width"]),
            height=_edge(head["height"]),
            full=(_edge(full[0]), _edge(full[1])),
            facts={str(name): str(value) for name, value in head["facts"].items()},
            data=data,
            content_id=str(head["content_id"])[:LONGEST_CONTENT_ID],
            date=_told(head["date"]),
            length_ms=whole_number(head["length_ms"], most=LONGEST_FILM_MS),
            film_bytes=None if film_bytes is None else _film_bytes(film_bytes),
            is_cut=head["is_cut"] is True,
            frames=_frames(head["frames"], data),
        )
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise ChildBroken("its answer makes no sense") from error


def _send(stream: IO[bytes], head: Mapping[str, Any], data: bytes) -> None:
    text = json.dumps(head).encode("ascii")
    stream.write(_LENGTHS.pack(len(text), len(data)) + text)
    stream.write(data)
    stream.flush()


def _read(stream: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    lengths = stream.read(_LENGTHS.size)
    if not lengths:
        return None
    if len(lengths) < _LENGTHS.size:
        raise ChildBroken("it ended in the middle")
    head_bytes, data_bytes = _LENGTHS.unpack(lengths)
    if head_bytes > LONGEST_HEAD_BYTES or data_bytes > MOST_PIXELS * BYTES_A_PIXEL:
        raise ChildBroken("it says too much")
    text, data = stream.read(head_bytes), stream.read(data_bytes)
    if len(text) < head_bytes or len(data) < data_bytes:
        raise ChildBroken("it ended in the middle")
    try:
        return parse_object(text, most_bytes=LONGEST_HEAD_BYTES), data
    except NotStrictJson as error:
        raise ChildBroken("its answer makes no sense") from error


def _edge(told: object) -> int:
    return whole_number(told, most=MOST_EDGE)


def _told(date: Mapping[str, object] | None) -> Told | None:
    if date is None:
        return None
    at = whole_number(date["at"], least=EARLIEST_MOMENT, most=LATEST_MOMENT)
    return Told(at, DateFrom(str(date["by"])))


def _film_bytes(told: object) -> int:
    return whole_number(told, most=MOST_FILM_BYTES)


def _frames(told: Sequence[Sequence[object]], data: bytes) -> tuple[tuple[int, int], ...]:
    """Return lengths and times of frames. ValueError if they don't fit to the data."""
    if len(told) > MOST_FRAMES:
        raise ValueError("too many frames")
    frames = tuple(
        (whole_number(length, most=len(data)), whole_number(ms, least=1, most=LONGEST_FRAME_MS))
        for length, ms in told
    )
    if frames and sum(length for length, _ in frames) != len(data):
        raise ValueError("frames of another length")
    return frames
