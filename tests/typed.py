"""Answers and the types that declare them: what differs between the two."""

import types
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

from picup_desktop.engine.ipc.commands.base import Command


def answer_type(command: type[Command[object]]) -> Any:
    """The type parameter of a command."""
    for base in getattr(command, "__orig_bases__", ()):
        if get_args(base):
            return get_args(base)[0]
    raise TypeError(command.__name__)


def differences(answer: object, declared: Any, where: str = "answer") -> Iterator[str]:
    """Each place where a JSON value is not of its declared type; a missing or extra key is one."""
    kind = get_origin(declared)
    if is_typeddict(declared):
        yield from _of_keys(answer, declared, where)
    elif kind is list and isinstance(answer, list):
        for number, item in enumerate(answer):
            yield from differences(item, get_args(declared)[0], f"{where}[{number}]")
    elif kind is dict and isinstance(answer, dict):
        for key, value in answer.items():
            yield from differences(value, get_args(declared)[1], f"{where}.{key}")
    elif isinstance(declared, types.UnionType):
        if all(any(differences(answer, one, where)) for one in get_args(declared)):
            yield f"{where} is {answer!r}, not {declared}"
    elif kind in (list, dict) or not _is_a(answer, declared):
        yield f"{where} is {answer!r}, not {declared}"


def _of_keys(answer: object, declared: Any, where: str) -> Iterator[str]:
    if not isinstance(answer, dict):
        yield f"{where} is no object"
        return
    hints = get_type_hints(declared)
    yield from (f"{where} lacks {key}" for key in sorted(declared.__required_keys__ - set(answer)))
    yield from (f"{where} has {key} too" for key in sorted(set(answer) - set(hints)))
    for key in set(answer) & set(hints):
        yield from differences(answer[key], hints[key], f"{where}.{key}")


def _is_a(value: object, declared: Any) -> bool:
    if declared is Any:
        return True
    if declared is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if declared is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if get_origin(declared) is Mapping:
        return isinstance(value, dict)
    return isinstance(value, declared)
