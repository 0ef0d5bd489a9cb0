"""Encode names and paths as JSON, so that any legal name round-trips exactly.

A name that is valid Unicode is a plain JSON string. A path may be any bytes,
which Python represents by surrogate escapes; JSON readers disagree about those, so
such a name is written as the base64 of its bytes (docs/format-journal.md).
"""

import base64
from collections.abc import Callable

POSIX_BYTES = "bytes"
GENERALIZED_UTF8 = "wtf8"

EncodedText = str | dict[str, str]


def encode_text(text: str) -> EncodedText:
    """Return the JSON value of a name."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _encode_undecodable(text)
    return text


def decode_text(value: object) -> str:
    """Return the name of a JSON value; ValueError if it is none."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict) or len(value) != 1:
        raise ValueError("a name is text, or its bytes in base64")
    form, encoded = next(iter(value.items()))
    if form not in _DECODERS or not isinstance(encoded, str):
        raise ValueError("a name is written in a way nobody knows")
    return _DECODERS[form](base64.b64decode(encoded, validate=True))


def _encode_undecodable(text: str) -> dict[str, str]:
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = b""
    if raw and _from_posix(raw) == text:
        return {POSIX_BYTES: base64.b64encode(raw).decode()}
    # Windows allows names with half a surrogate pair; only this form is unambiguous.
    return {GENERALIZED_UTF8: base64.b64encode(text.encode("utf-8", "surrogatepass")).decode()}


def _from_posix(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _from_generalized(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogatepass")


_DECODERS: dict[str, Callable[[bytes], str]] = {
    POSIX_BYTES: _from_posix,
    GENERALIZED_UTF8: _from_generalized,
}
