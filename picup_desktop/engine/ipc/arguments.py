"""The arguments of a command between JSON and its dataclass, checked in this one place."""

import dataclasses
import math
import types
import typing
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, cast

from picup_desktop.errors import UsageError
from picup_desktop.files.status import MOST_INT64

T = TypeVar("T")

NONE = type(None)


class _Mistyped(Exception):
    """A value is not of its type; says what it must be."""


def read_arguments(command: str, of: type[T], given: Mapping[str, object]) -> T:
    """Return the arguments of a command as its dataclass.

    UsageError for a missing, mistyped or unknown argument. An argument that is null counts as
    missing, and one with a default may be missing.
    """
    read: dict[str, object] = {}
    for field, kind in _fields(of):
        name, value = _json_name(field), given.get(_json_name(field))
        if value is None and field.default is not dataclasses.MISSING:
            continue
        if dataclasses.is_dataclass(kind) and isinstance(value, dict):
            read[field.name] = read_arguments(
                f"{command}.{name}", cast("type[object]", kind), value
            )
            continue
        try:
            read[field.name] = _read_value(kind, value)
        except _Mistyped as wrong:
            raise UsageError(
                "command-needs-argument", command=command, name=name, what=str(wrong)
            ) from None
    unknown = set(given) - {_json_name(field) for field, _ in _fields(of)}
    if unknown:
        raise UsageError(
            "command-knows-no-such-argument", command=command, names=", ".join(sorted(unknown))
        )
    return of(**read)


def write_arguments(arguments: object) -> dict[str, object]:
    """Return a command's arguments as JSON, without those that have their default."""
    return {
        _json_name(field): _write_value(value)
        for field, _ in _fields(type(arguments))
        if (value := getattr(arguments, field.name)) != field.default
    }


def _fields(of: type[object]) -> tuple[tuple["dataclasses.Field[Any]", object], ...]:
    """Return each field with the type that a value of it has; that of ``X | None`` is X."""
    hints = typing.get_type_hints(of)
    fields = dataclasses.fields(cast(Any, of))
    return tuple((field, _without_none(hints[field.name])) for field in fields)


def _without_none(hint: object) -> object:
    members = typing.get_args(hint)
    if not isinstance(hint, types.UnionType) or NONE not in members:
        return hint
    (member,) = (member for member in members if member is not NONE)
    return member


def _json_name(field: "dataclasses.Field[Any]") -> str:
    """Return the argument's name; a field ends with ``_`` where its name is a word of Python."""
    return field.name.removesuffix("_")


def _text(value: object) -> object:
    if not isinstance(value, str):
        raise _Mistyped("a text")
    return value


def _path(value: object) -> object:
    path = Path(cast(str, _text(value)))
    if not path.is_absolute():
        raise _Mistyped("an absolute path")
    return path


def _flag(value: object) -> object:
    if not isinstance(value, bool):
        raise _Mistyped("true or false")
    return value


def _number(value: object) -> object:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _Mistyped("a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise _Mistyped("a number")
    return number


def _whole_number(value: object) -> object:
    number = cast(float, _number(value))
    # SQLite takes no larger one.
    if not number.is_integer() or not -MOST_INT64 <= int(number) <= MOST_INT64:
        raise _Mistyped("a whole number")
    return int(number)


def _texts(value: object) -> object:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise _Mistyped("a list of texts")
    return tuple(value)


def _any_value(value: object) -> object:
    if not isinstance(value, str | int | float):
        raise _Mistyped("a text, a number, true or false")
    return value


_READERS: Mapping[object, Callable[[object], object]] = {
    str: _text,
    Path: _path,
    bool: _flag,
    float: _number,
    int: _whole_number,
    tuple[str, ...]: _texts,
    str | float | bool: _any_value,
}


def _read_value(kind: object, value: object) -> object:
    if dataclasses.is_dataclass(kind):
        raise _Mistyped("an object")
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _word(kind, value)
    return _READERS[kind](value)


def _word(kind: type[StrEnum], value: object) -> StrEnum:
    try:
        return kind(str(_text(value)))
    except ValueError:
        raise _Mistyped(f"one of {', '.join(kind)}") from None


def _write_value(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    if dataclasses.is_dataclass(value):
        return write_arguments(value)
    return value
