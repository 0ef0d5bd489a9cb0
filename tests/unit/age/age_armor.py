"""ASCII armor: an age file as text, strictly as the specification says.

The program has no use for it; the test kit's vectors and our own are written so.
"""

import base64
import binascii

BEGIN = b"-----BEGIN AGE ENCRYPTED FILE-----"
END = b"-----END AGE ENCRYPTED FILE-----"
COLUMNS = 64
WHITESPACE = b" \t\r\n"


class BrokenArmor(Exception):
    """The text is no armored file."""


def _bad(sentence: str) -> BrokenArmor:
    return BrokenArmor(f"The armored file is damaged: {sentence}.")


def armored(data: bytes) -> bytes:
    """The file as text."""
    text = base64.b64encode(data)
    lines = [text[start : start + COLUMNS] for start in range(0, len(text), COLUMNS)]
    return b"\n".join([BEGIN, *lines, END, b""])


def unarmored(data: bytes) -> bytes:
    """The file that a text holds; BrokenArmor unless it is written just so.

    White space is allowed before and after, and lines may end with CRLF.
    """
    lines = data.strip(WHITESPACE).replace(b"\r\n", b"\n").split(b"\n")
    if lines[0] != BEGIN:
        raise _bad("its first line is wrong")
    if lines[-1] != END:
        raise _bad("its last line is wrong")
    body = lines[1:-1]
    if not body:
        return b""
    if any(len(line) != COLUMNS for line in body[:-1]) or not 0 < len(body[-1]) <= COLUMNS:
        raise _bad("its lines do not have 64 columns")
    text = b"".join(body)
    try:
        plain = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _bad("it holds broken base64") from error
    if base64.b64encode(plain) != text:
        raise _bad("its base64 is not canonical")
    return plain
