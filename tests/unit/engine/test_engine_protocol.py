"""The lines an engine and its faces speak: everything that was said arrives, nonsense does not."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.engine.ipc.protocol import (
    LONGEST_LINE_BYTES,
    Answer,
    EngineRefused,
    Event,
    Failure,
    Message,
    ProtocolBroken,
    Request,
    decode,
    encode,
    failure_of,
)
from picup_desktop.errors import ExitCode, Kind, NoPermission
from picup_desktop.messages import message as said

NAMES = st.text(st.characters(), max_size=20)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.dictionaries(NAMES, PLAIN, max_size=4)
SAID = st.builds(said.Message, NAMES) | st.builds(
    said.Message, NAMES, photo=NAMES, count=st.integers()
)
FAILURES = st.builds(
    Failure, NAMES, SAID, st.sampled_from(list(Kind)), st.sampled_from(list(ExitCode))
)
MESSAGES = (
    st.builds(Request, st.integers(), st.text(min_size=1, max_size=64), FIELDS)
    | st.builds(Answer, st.integers(), PLAIN)
    | st.builds(Answer, st.none() | st.integers(), st.none(), FAILURES)
    | st.builds(
        Event,
        st.text(min_size=1, max_size=20),
        FIELDS.map(lambda f: {k: v for k, v in f.items() if k not in {"event", "command"}}),
    )
)


@given(MESSAGES)
def test_what_was_said_is_heard_on_one_line(message: Message) -> None:
    line = encode(message)

    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode(line) == message


def test_a_file_name_that_is_no_text_survives() -> None:
    name = b"photo-\xff\n\x00.jpg".decode("utf-8", "surrogateescape")
    message = Request(1, "get", {"photo": name})

    heard = decode(encode(message))

    assert isinstance(heard, Request)
    assert (
        str(heard.arguments["photo"]).encode("utf-8", "surrogateescape") == b"photo-\xff\n\x00.jpg"
    )


@given(st.binary(max_size=200))
def test_any_bytes_are_understood_or_refused(line: bytes) -> None:
    with suppress(ProtocolBroken):
        assert decode(line) is not None


@pytest.mark.parametrize(
    "document",
    [
        [],
        1,
        {},
        {"command": "state"},
        {"id": True, "command": "state"},
        {"id": "1", "command": "state"},
        {"id": 1, "command": ""},
        {"id": 1, "command": 5},
        {"id": 1, "command": "x" * 65},
        {"id": 1, "command": "state", "arguments": []},
        {"id": 1.5, "result": None},
        {"id": 1, "error": "no"},
        {"id": 1, "error": {"title": "t", "message": "s", "kind": "odd", "exit_code": 1}},
        {"id": 1, "error": {"title": "t", "message": "s", "kind": "fatal", "exit_code": 99}},
        {"event": 7},
    ],
)
def test_nonsense_is_refused(document: Any) -> None:
    with pytest.raises(ProtocolBroken):
        decode(json.dumps(document).encode())


def test_what_is_nested_too_deep_or_too_long_is_refused() -> None:
    with pytest.raises(ProtocolBroken):
        decode(b'{"id":1,"command":"x","arguments":' + b"[" * 100_000)
    with pytest.raises(ProtocolBroken):
        decode(b" " * (LONGEST_LINE_BYTES + 1))
    with pytest.raises(ProtocolBroken):
        encode(Event("long", {"text": "x" * LONGEST_LINE_BYTES}))


def test_an_error_keeps_its_title_and_exit_code_across_the_socket() -> None:
    refused = EngineRefused(failure_of(NoPermission("The vault is locked.")))

    assert refused.heading == "No permission"
    assert refused.exit_code is ExitCode.NO_PERMISSION
    assert str(refused) == "The vault is locked."
