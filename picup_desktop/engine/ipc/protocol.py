"""The messages of an engine and its faces: JSON, one document a line (docs/engine.md).

Pure functions between bytes and frozen data. Invalid input is refused with a sentence,
never guessed at. Text is ASCII on the wire, with ``surrogateescape`` names as lone
surrogates, so that any legal file name survives.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypeGuard

from picup_desktop.errors import ExitCode, Kind, PicupError
from picup_desktop.messages import message as messages

PROTOCOL_VERSION = 2
LONGEST_LINE_BYTES = 4 * 1024 * 1024
LONGEST_COMMAND = 64
HELLO = "hello"
SUBSCRIBE = "subscribe"
LEAVE = "leave"
"""The event that ends the faces: the whole program is to end."""


class ProtocolBroken(PicupError):
    """A message violates the protocol."""

    title = "title-engine-not-understood"


@dataclass(frozen=True)
class Request:
    """A command from a face; ``id`` is chosen by the face, and returned in the answer."""

    id: int
    command: str
    arguments: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Failure:
    """A ``PicupError`` of the engine, for a face."""

    title: str
    """A code of the catalogues."""
    message: messages.Message
    kind: Kind = Kind.FATAL
    exit_code: ExitCode = ExitCode.FAILED
    code: str = ""
    """The error's class, which identifies it whatever its words are."""


@dataclass(frozen=True)
class Answer:
    """The answer to a request: ``failure``, or if that is None, ``result``."""

    id: int | None
    """None if the id of the request was unreadable."""
    result: object = None
    failure: Failure | None = None


@dataclass(frozen=True)
class Event:
    """An event, sent to every subscriber."""

    name: str
    details: Mapping[str, object] = field(default_factory=dict)
    """``answers.py`` has their types."""


Message: TypeAlias = Request | Answer | Event


class EngineRefused(PicupError):
    """The engine's error, raised again in the face with its own title and exit code."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message.code, **failure.message.values)
        self.failure = failure
        # The words of the class belong to no particular error.
        self.title = failure.title
        self.kind = failure.kind  # type: ignore[misc]  # one class for every error
        self.exit_code = failure.exit_code  # type: ignore[misc]  # as above


def failure_of(error: PicupError) -> Failure:
    """Return an error as it is sent."""
    code = type(error).__name__
    return Failure(error.title, error.message, error.kind, error.exit_code, code)


def encode(message: Message) -> bytes:
    """Return one line with its line feed. ProtocolBroken if it would be too long."""
    line = (
        json.dumps(_document(message), separators=(",", ":"), default=_plain).encode("ascii")
        + b"\n"
    )
    if len(line) > LONGEST_LINE_BYTES:
        raise ProtocolBroken("line-too-long-to-send", length=len(line))
    return line


def decode(line: bytes) -> Message:
    """Return the message of one line. ProtocolBroken says what is wrong with it."""
    if len(line) > LONGEST_LINE_BYTES:
        raise ProtocolBroken("line-too-long", longest=LONGEST_LINE_BYTES)
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ProtocolBroken("line-not-json") from error
    if not isinstance(document, dict):
        raise ProtocolBroken("line-not-json-object")
    if "command" in document:
        return _request(document)
    if "event" in document:
        name = _text(document, "event")
        return Event(name, {key: value for key, value in document.items() if key != "event"})
    if "id" in document:
        return _answer(document)
    raise ProtocolBroken("line-neither-request-answer-nor")


def _plain(value: object) -> object:
    if isinstance(value, messages.Message):
        return messages.to_plain(value)
    raise TypeError(type(value).__name__)


def _document(message: Message) -> dict[str, object]:
    match message:
        case Request(number, command, arguments):
            return {"id": number, "command": command, "arguments": dict(arguments)}
        case Answer(number, result, None):
            return {"id": number, "result": result}
        case Answer(number, _, Failure() as failure):
            error = {
                "title": failure.title,
                "message": messages.to_plain(failure.message),
                "kind": failure.kind.value,
                "exit_code": int(failure.exit_code),
                "code": failure.code,
            }
            return {"id": number, "error": error}
        case Event(name, details):
            return {**details, "event": name}
    raise TypeError(type(message).__name__)


def _request(document: dict[str, object]) -> Request:
    number, command = document.get("id"), _text(document, "command")
    arguments = document.get("arguments", {})
    if not _is_number(number):
        raise ProtocolBroken("request-has-no-number-as")
    if len(command) > LONGEST_COMMAND:
        raise ProtocolBroken("requests-command-too-long")
    if not isinstance(arguments, dict):
        raise ProtocolBroken("requests-arguments-not-json-object")
    return Request(number, command, arguments)


def _answer(document: dict[str, object]) -> Answer:
    number = document["id"]
    if number is not None and not _is_number(number):
        raise ProtocolBroken("answers-id-no-number")
    error = document.get("error")
    if error is None:
        return Answer(number, document.get("result"))
    if not isinstance(error, dict):
        raise ProtocolBroken("answers-error-makes-no-sense")
    try:
        failure = Failure(
            str(error["title"]),
            messages.from_plain(error["message"]),
            Kind(error["kind"]),
            ExitCode(error["exit_code"]),
            str(error.get("code", "")),
        )
    except (TypeError, KeyError, ValueError) as broken:
        raise ProtocolBroken("answers-error-makes-no-sense") from broken
    return Answer(number, failure=failure)


def _text(document: dict[str, object], name: str) -> str:
    value = document[name]
    if not isinstance(value, str) or not value:
        raise ProtocolBroken("line-no-text", name=name)
    return value


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
