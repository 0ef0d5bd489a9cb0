"""Parse untrusted JSON within bounds, with one kind of error.

Python's own parser accepts ``NaN`` and ``1e999``, which are no numbers here, and a text of
many ``[`` raises ``RecursionError``. Data of a storage, another computer or a child
process is parsed here (DISASTERS 6-2).
"""

import json
import re
from math import isfinite
from typing import NoReturn

from picup_desktop.files.status import MOST_INT64

MOST_DEPTH = 32
_OPENING_OR_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', re.DOTALL)


class NotStrictJson(ValueError):
    """The text is no JSON, or exceeds the bounds."""


def parse_json(told: bytes | memoryview | str, *, most_bytes: int) -> object:
    """Parse a value. NotStrictJson also for too many bytes or levels, or invalid numbers."""
    if len(told) > most_bytes:
        raise NotStrictJson("it is too long")
    try:
        text = told if isinstance(told, str) else bytes(told).decode("utf-8")
    except ValueError as error:
        raise NotStrictJson("it is no text") from error
    if depth_of(text) > MOST_DEPTH:
        raise NotStrictJson("it is nested too deeply")
    try:
        return _DECODER.decode(text)
    except NotStrictJson:
        raise
    except (ValueError, RecursionError) as error:
        raise NotStrictJson("it is no JSON") from error


def parse_object(told: bytes | memoryview | str, *, most_bytes: int) -> dict[str, object]:
    """As ``parse_json``, for a value that must be an object."""
    plain = parse_json(told, most_bytes=most_bytes)
    if not isinstance(plain, dict):
        raise NotStrictJson("it is no object")
    return plain


def whole_number(value: object, *, least: int = 0, most: int = MOST_INT64) -> int:
    """Return a whole number within bounds, both included; NotStrictJson for anything else."""
    if type(value) is not int or not least <= value <= most:
        raise NotStrictJson("a number is not one, or out of its bounds")
    return value


def text_of(value: object, *, most: int) -> str:
    """Return a text of at most ``most`` characters; NotStrictJson for anything else."""
    if not isinstance(value, str) or len(value) > most:
        raise NotStrictJson("a text is not one, or too long")
    return value


def depth_of(text: str) -> int:
    """How deeply arrays and objects are nested, or a bound of that which is no larger than
    ``MOST_DEPTH``."""
    upper = text.count("[") + text.count("{")
    if upper <= MOST_DEPTH:
        return upper
    depth = deepest = 0
    for found in _OPENING_OR_STRING.finditer(text):
        mark = found[0]
        if mark in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in "]}":
            depth -= 1
    return deepest


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise NotStrictJson("a number is too large")
    return number


def _no_number(text: str) -> NoReturn:
    raise NotStrictJson(f"{text} is no number")


_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_no_number)
"""Made once: a journal has a text for each photo."""
