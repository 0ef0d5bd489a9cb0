"""Good bytes, changed in a few places: more of them get past a parser's first look."""

from collections.abc import Sequence

from hypothesis import strategies as st

NUMBERS = (
    *(b"0", b"-1", b"1e999", b"NaN", b"Infinity", b"9223372036854775808", b"9" * 30, b"9" * 5000),
    *(b"18446744073709551616", b"0.1", b"-0", b"1E400000", b"1_0", b"\xd9\xa1"),
)
PIECES = (
    *(b"", b"\0", b"\n", b"\r\n", b" ", b"\xff", b"\x1b[2J", b"\xe2\x80\xae", b"\xed\xa0\x80"),
    *(
        b"\\ud800",
        b"\\u0000",
        b"[" * 100_000,
        b'{"a":' * 1000,
        b"null",
        b"true",
        b'""',
        b"[]",
        b"{}",
        b'"\\ud800"',
    ),
    *(b"../", b"/", b"%00", b"%", b"=", b"-", b"\x7f\xff\xff\xff", b"\xff" * 8, b"\x80\0\0\0"),
)


@st.composite
def changed(draw: st.DrawFn, samples: Sequence[bytes]) -> bytes:
    """Some sample with up to four changes; sometimes any bytes at all."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=300))
    data = draw(st.sampled_from(samples))
    for _ in range(draw(st.integers(0, 4))):
        data = _once(draw, data, samples)
    return data


def _once(draw: st.DrawFn, data: bytes, samples: Sequence[bytes]) -> bytes:
    start = draw(st.integers(0, len(data)))
    end = min(len(data), start + draw(st.sampled_from((0, 1, 2, 4, 8, 60, 2000))))
    match draw(st.integers(0, 6)):
        case 0:
            piece = draw(st.binary(min_size=1, max_size=8))
        case 1:
            piece = draw(st.sampled_from(NUMBERS))
        case 2:
            piece = draw(st.sampled_from(PIECES))
        case 3:
            # The same once more, or many times.
            piece = data[start:end] * draw(st.sampled_from((2, 3, 100)))
        case 4:
            other = draw(st.sampled_from(samples))
            piece = other[draw(st.integers(0, len(other))) :]
        case 5:
            return _with_number(draw, data)
        case _:
            piece = b""
    return data[:start] + piece + data[end:]


def _with_number(draw: st.DrawFn, data: bytes) -> bytes:
    """Another number in place of one that is there, written in digits."""
    places = [at for at, byte in enumerate(data) if 48 <= byte <= 57]
    if not places:
        return data
    start = end = draw(st.sampled_from(places))
    while end < len(data) and 48 <= data[end] <= 57:
        end += 1
    return data[:start] + draw(st.sampled_from(NUMBERS)) + data[end:]
