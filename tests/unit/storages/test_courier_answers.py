"""What a courier answers is read within bounds and never unpickled (S19)."""

import importlib
import json
import pickle
import pkgutil
from dataclasses import replace
from math import inf, nan
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import picup_desktop.storage
from picup_desktop.messages.message import Message
from picup_desktop.storage import errors
from picup_desktop.storage.base import ObjectInfo, Probe
from picup_desktop.storage.bucket.connection import BehindTheEnd
from picup_desktop.storage.courier import answers
from picup_desktop.storage.courier.answers import parsed, say, say_items
from picup_desktop.storage.errors import (
    ObjectNotFound,
    StorageError,
    StorageNonsense,
    StrangeEntry,
)
from picup_desktop.storage.keeping import Keeping, Versions
from picup_desktop.storage.sums import StoredSum
from picup_desktop.strict_json import NotStrictJson

INFO = ObjectInfo("objects/ab/ab\udcff", 2**64 - 1, 1.5)
LAST_OF_PROBE = (None, None, False, False)
NOT_FOUND = ObjectNotFound("no-object", why=Message("timed-out"), seconds=2.5)


def test_s19_every_answer_comes_back_as_it_was() -> None:
    keeps = Keeping(
        Versions.ON, 36_600, strict=True, ends_days=0, archives_days=36_600, rules_known=False
    )
    probe = Probe(
        0.25,
        None,
        "ssh-ed25519 AAAA/+b=",
        ("tmp", "사진"),
        "2a:ffffffffffffffff",
        keeps,
        True,
        True,
    )
    strange = StrangeEntry("strange", name="tmp/x")
    assert answers.info(parsed(say(INFO))) == INFO
    assert answers.items(parsed(say_items([INFO, INFO]))) == [INFO, INFO]
    assert answers.items(parsed(say_items([]))) == []
    for one in (probe, replace(probe, sums=None), replace(probe, sums=False)):
        assert answers.probe(parsed(say(one))) == one
    assert answers.truth(parsed(say(value=False))) is False
    assert answers.free_bytes(parsed(say(2**63))) == 2**63
    assert answers.free_bytes(parsed(say(None))) is None
    assert answers.moved_bytes(parsed(say(7))) == 7
    answers.nothing(parsed(say(None)))
    for error in (NOT_FOUND, strange):
        told = answers.error(parsed(say(error)))
        assert (type(told), told.message) == (type(error), error.message)
    [none, error_of_put] = answers.puts(2)(parsed(say([None, NOT_FOUND])))
    assert none is None
    assert isinstance(error_of_put, ObjectNotFound)
    sums = [None, StoredSum("ab" * 32), StoredSum("cd" * 32, 5)]
    assert answers.sums(3)(parsed(say(sums))) == sums
    assert isinstance(answers.sums(1)(parsed(say([NOT_FOUND])))[0], ObjectNotFound)
    [removed, gone, failed] = answers.removals(4)(parsed(say([True, False, NOT_FOUND])))
    assert (removed, gone, type(failed)) == (True, False, ObjectNotFound)


@pytest.mark.parametrize(
    "keeps",
    [
        ["on", None, False],
        ["perhaps", None, False, None, None],
        [["on"], None, False, None, None],
        ["on", 36_601, False, None, None],
        ["on", -1, False, None, None],
        ["on", None, 1, None, None],
        ["on", None, False, 36_601, None],
        ["on", None, False, None, -1],
    ],
)
def test_s19_what_a_storage_keeps_is_one_of_a_few_things(keeps: list[object]) -> None:
    told = [0.25, None, None, [], None, keeps, False, False]
    with pytest.raises(NotStrictJson):
        answers.probe(told)


def test_s19_every_error_that_a_storage_raises_is_one_that_crosses() -> None:
    """An expired certificate was told as a courier's own nonsense: its error was unknown there."""
    for module in pkgutil.walk_packages(picup_desktop.storage.__path__, "picup_desktop.storage."):
        importlib.import_module(module.name)
    left, kinds = [StorageError], set()
    while left:
        found = left.pop().__subclasses__()
        kinds |= {kind for kind in found if kind.__module__.startswith("picup_desktop.storage.")}
        left += found
    # It never leaves the bucket that raises it.
    assert {kind for kind in kinds if kind.__module__ != errors.__name__} == {BehindTheEnd}


@pytest.mark.parametrize(
    "kind", [kind for kind in vars(errors).values() if isinstance(kind, type)], ids=str
)
def test_s19_every_error_of_a_storage_crosses_and_no_other_class(kind: type) -> None:
    told = [kind.__name__, {"code": "x", "values": {"name": "tmp"}}]
    if issubclass(kind, StorageError):
        assert type(answers.error(told)) is kind
    else:
        with pytest.raises(NotStrictJson):
            answers.error(told)


MESSAGE = {"code": "x", "values": {}}
NONSENSE: list[tuple[Any, Any]] = [
    (answers.info, ["a", 1]),
    (answers.info, [1, 1, 1]),
    (answers.info, ["a", -1, 1]),
    (answers.info, ["a", 2**64, 1]),
    (answers.info, ["a", True, 1]),
    (answers.info, ["a", 1.0, 1]),
    (answers.info, ["a", 1, True]),
    (answers.info, ["a", 1, 10**400]),
    (answers.info, ["a", 1, inf]),
    (answers.info, ["a", 1, nan]),
    (answers.items, [["a"], [1], [1], [1]]),
    (answers.items, [["a", "b"], [1], [1]]),
    (answers.items, ["a", [1], [1]]),
    (answers.items, {}),
    (answers.probe, [1, None, None]),
    (answers.probe, [1, -1, None, [], *LAST_OF_PROBE]),
    (answers.probe, [1, None, "ssh-rsa", [], *LAST_OF_PROBE]),
    (answers.probe, [1, None, "ssh-rsa A\nssh-rsa B", [], *LAST_OF_PROBE]),
    (answers.probe, [1, None, "ssh-rsa A" * 10_000, [], *LAST_OF_PROBE]),
    (answers.probe, [1, None, None, [1], *LAST_OF_PROBE]),
    (answers.probe, [1, None, None, ["a"] * 1001, *LAST_OF_PROBE]),
    (answers.probe, [1, None, None, [], None, None, False, 0]),
    (answers.probe, [1, None, None, [], None, None, 0, False]),
    (answers.probe, [1, None, None, [], 5, None, False, False]),
    (answers.sums(2), [None]),
    (answers.sums(1), [True]),
    (answers.sums(1), [{}]),
    (answers.sums(1), [{"sha256": "ab" * 32}]),
    (answers.sums(1), [{"sha256": "ab" * 31, "part_bytes": 0}]),
    (answers.sums(1), [{"sha256": "AB" * 32, "part_bytes": 0}]),
    (answers.sums(1), [{"sha256": 1, "part_bytes": 0}]),
    (answers.sums(1), [{"sha256": "ab" * 32, "part_bytes": -1}]),
    (answers.truth, 1),
    (answers.truth, None),
    (answers.nothing, 0),
    (answers.free_bytes, "1"),
    (answers.moved_bytes, -1),
    (answers.error, ["ObjectNotFound"]),
    (answers.error, ["PicupError", MESSAGE]),
    (answers.error, ["plain", MESSAGE]),
    (answers.error, [["ObjectNotFound"], MESSAGE]),
    (answers.error, ["ObjectNotFound", "x"]),
    (answers.error, ["ObjectNotFound", {"code": "x", "values": {"a": []}}]),
    (answers.error, ["StrangeEntry", MESSAGE]),
    (answers.error, ["StrangeEntry", {"code": "x", "values": {"name": 1}}]),
    (answers.puts(2), [None]),
    (answers.puts(0), [None]),
    (answers.puts(1), [True]),
    (answers.removals(1), [True, True]),
    (answers.removals(1), [None]),
]


@pytest.mark.parametrize(("read", "told"), NONSENSE)
def test_s19_anything_else_is_refused(read: answers.Heard[object], told: object) -> None:
    with pytest.raises(NotStrictJson):
        read(told)


class _Planted:
    """Unpickling it makes a file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self._file,)


@pytest.mark.parametrize(
    "payload",
    [b"", b"\x80", b"[" * 900_000, b'"\xff"', b"NaN", b"1e999", b"9" * 5000, b"[1] [1]"],
    ids=range(8),
)
def test_s19_what_is_no_json_is_refused(payload: bytes) -> None:
    with pytest.raises(NotStrictJson):
        parsed(memoryview(payload))


def test_s19_a_pickle_is_refused_and_runs_nothing(tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    with pytest.raises(NotStrictJson):
        parsed(pickle.dumps(_Planted(planted)))
    assert not planted.exists()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda one: st.lists(one, max_size=4) | st.dictionaries(st.text(), one, max_size=3),
        max_leaves=12,
    )
)
@settings(max_examples=300, deadline=None)
def test_s19_any_json_is_an_answer_or_refused(told: Any) -> None:
    reading: list[answers.Heard[object]] = [
        answers.info,
        answers.items,
        answers.probe,
        answers.error,
        answers.puts(1),
        answers.removals(2),
        answers.sums(1),
    ]
    for read in reading:
        try:
            read(parsed(json.dumps(told).encode()))
        except NotStrictJson:
            continue


def test_s19_a_message_with_an_endless_number_is_rendered_all_the_same() -> None:
    error = answers.error(
        parsed(
            b'["StorageNonsense",{"code":"check-storage-answers","values":{"milliseconds":1%s}}]'
            % (b"0" * 400)
        )
    )
    assert isinstance(error, StorageNonsense)
    assert "check-storage-answers" in error.sentence
