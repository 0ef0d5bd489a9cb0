"""Messages: every code in the code is in both catalogues, with the values that are given."""

import ast
import importlib
import json
import pkgutil
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import picup_desktop
from picup_desktop.attention.causes import Cause
from picup_desktop.errors import PicupError, UsageError
from picup_desktop.messages.catalogue import (
    TERMINAL,
    TEXT,
    Catalogue,
    catalogue_of,
    in_english,
    rendered,
)
from picup_desktop.messages.languages import ENGLISH, KOREAN, LANGUAGES
from picup_desktop.messages.message import Message, from_json, from_plain, joined, to_json, to_plain
from picup_desktop.messages.system import reason_of
from picup_desktop.storage.errors import StorageAway, StrangeEntry

PACKAGE = Path(picup_desktop.__file__).parent
HANGUL = re.compile("[가-힣]")
ADDRESS_LINE = re.compile(r"\b(?:s3|s3\+http|davs|dav\+http)://|\?region=")
"""An address as a person types it at a terminal; a form of the window has fields."""
COMMAND_LINE = re.compile(r"picup [a-z]|(^|[\s`])--?[a-z]|PICUP_(?!PASSPHRASE|MAIN_|BACKUP_)")
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ONLY_VALUES = re.compile(r"(\{[^{}]*\}|[\s:;.,])*")
"""A text that puts values together and says nothing itself."""


def entries(language: str) -> dict[str, str | dict[str, str]]:
    return dict(json.loads((PACKAGE / f"messages/{language}.json").read_text("utf-8")))


def texts(entry: str | dict[str, str]) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry.values())


def plain(entry: str | dict[str, str]) -> str:
    return entry if isinstance(entry, str) else entry[TEXT]


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def error_classes() -> set[type[PicupError]]:
    for module in pkgutil.walk_packages([str(PACKAGE)], "picup_desktop."):
        if not re.search(r"__main__|windows_pipe|\.ui\.main|films\.(screen|frames)", module.name):
            importlib.import_module(module.name)
    found, todo = set(), [PicupError]
    while todo:
        found.add(one := todo.pop())
        todo += one.__subclasses__()
    return {one for one in found if one.__module__.startswith("picup_desktop")}


def sites() -> Iterator[tuple[str, str, set[str]]]:
    """Every message in the code: where it stands, its code and its values' names."""
    known = {error.__name__ for error in error_classes()}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        inside = path.relative_to(PACKAGE).as_posix()
        for node in _calls(tree, known | {"Message"}):
            for given in node.args:
                text = _text(given)
                if text:
                    values = {word.arg for word in node.keywords if word.arg} - NO_VALUES
                    yield f"{inside}:{node.lineno}", text, values


def _calls(tree: ast.Module, called: set[str]) -> Iterator[ast.Call]:
    """Constructions of errors and messages, and what an error's class hands to its base."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in called:
            yield node
        if isinstance(node, ast.ClassDef) and node.name in called:
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__":
                    yield call


def _text(given: ast.expr) -> str | None:
    if isinstance(given, ast.JoinedStr):
        return ast.unparse(given)
    plain = isinstance(given, ast.Constant) and isinstance(given.value, str)
    return given.value if plain else None  # type: ignore[attr-defined]


NO_VALUES = {"part", "reasons"}
"""Arguments of errors that are not for the message."""


def test_every_message_in_the_code_has_a_text_in_every_language() -> None:
    found = list(sites())
    assert len(found) > 300
    for language in LANGUAGES:
        known = entries(language)
        assert [(where, code) for where, code, _ in found if code not in known] == []


def test_the_values_given_are_those_of_the_texts() -> None:
    english, korean = entries(ENGLISH), entries(KOREAN)
    for where, code, values in sites():
        wanted = set().union(*(names(text) for text in texts(english[code])))
        assert values == wanted, (where, code)
        assert names(plain(korean[code])) == names(plain(english[code])), code


def test_every_text_belongs_to_a_message_in_the_code() -> None:
    titles = {error.title for error in error_classes()}
    used = titles | {
        node.value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for language in LANGUAGES:
        assert set(entries(language)) - used == set()
    assert titles <= set(entries(ENGLISH))
    assert entries(ENGLISH).keys() == entries(KOREAN).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_codes_are_words_and_the_files_are_in_order(language: str) -> None:
    known = entries(language)
    assert list(known) == sorted(known)
    assert [code for code in known if not CODE.fullmatch(code)] == []


def test_korean_is_korean() -> None:
    korean = entries(KOREAN)
    foreign = {
        code
        for code, entry in korean.items()
        if not HANGUL.search(plain(entry)) and not ONLY_VALUES.fullmatch(plain(entry))
    }
    assert foreign == set()
    assert [code for code, entry in korean.items() if "TODO" in plain(entry)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_window_is_never_told_to_type_a_command(language: str) -> None:
    known = entries(language)
    told = {
        code: plain(entry) for code, entry in known.items() if COMMAND_LINE.search(plain(entry))
    }
    assert told == {}


@pytest.mark.parametrize("cause", Cause)
def test_the_words_of_a_cause_are_in_the_catalogues(cause: Cause) -> None:
    row = cause.row
    asks = [code for asked in row.asks.values() for code in (asked.heading, asked.below)]
    labels = [row.choice_words(choice) for choice in row.choices]
    for language in LANGUAGES:
        known = entries(language)
        assert {row.title, row.nameless, row.sentence, *labels, *asks} <= known.keys()
    english, korean = catalogue_of(ENGLISH), catalogue_of(KOREAN)
    for code in (row.nameless, row.sentence, *asks):
        assert english.names(code) == korean.names(code)


def test_a_terminal_is_told_the_command() -> None:
    error = UsageError("no-alert-target", number=3)
    assert str(error) == "There is no target 3. See: picup alert list"
    english = catalogue_of(ENGLISH)
    assert english.render(error.message) == "There is no target 3."
    assert english.render(error.message, terminal=True) == str(error)
    inner = Message("main-says", reason=error.message)
    assert english.render(inner) == "main: There is no target 3."
    assert in_english(inner) == "main: There is no target 3. See: picup alert list"
    assert {code for code, entry in entries(ENGLISH).items() if isinstance(entry, dict)} == {
        code
        for code, entry in entries(ENGLISH).items()
        if isinstance(entry, dict)
        and (COMMAND_LINE.search(entry[TERMINAL]) or ADDRESS_LINE.search(entry[TERMINAL]))
    }


def test_a_message_travels_as_json_with_messages_inside_it() -> None:
    message = Message(
        "one-after-another",
        first=Message("main-says", reason=Message("storage-is-away")),
        second=Message("x", name="사진\udcff {0}.jpg", count=3, share=0.5),
    )
    text = to_json(message)
    assert text.isascii()
    assert "\n" not in text
    assert from_json(text) == message
    assert hash(from_json(text)) == hash(message)
    assert from_plain(json.loads(json.dumps(to_plain(message)))) == message


@pytest.mark.parametrize(
    "prose",
    [
        "",
        "The disk of {0} is full.",
        "{not json",
        '{"code": "x"}',
        '{"code": 3, "values": {}}',
        '{"code": "x", "values": {"a": null}}',
        '{"code": "x", "values": {"a": {"b": 1}}}',
        '{"code": "x", "values": {}, "more": 1}',
        "[" * 100_000,
        '{"a":' * 100_000,
    ],
)
def test_text_of_an_earlier_version_is_shown_as_it_is(prose: str) -> None:
    message = from_json(prose)
    assert message == Message(prose)
    assert in_english(message) == prose
    assert catalogue_of(KOREAN).render(message) == prose
    assert from_json(to_json(message)) == message


def test_a_message_of_another_version_is_shown_with_what_it_has() -> None:
    catalogue = Catalogue({"gone": "{file} is gone.", "size": "{size:,} bytes"})
    assert catalogue.render(Message("gone")) == "gone"
    assert catalogue.render(Message("gone", path="a.jpg")) == "gone, a.jpg"
    assert catalogue.render(Message("size", size="large")) == "size, large"
    assert catalogue.render(Message("gone", file="a", more=1)) == "a is gone."


def test_messages_in_a_document_are_rendered_wherever_they_stand() -> None:
    away = Message("storage-is-away")
    document = {"reason": away, "more": [{"why": to_plain(away)}, (away, 3)], "none": None}
    assert rendered(document, in_english) == {
        "reason": "It is away.",
        "more": [{"why": "It is away."}, ["It is away.", 3]],
        "none": None,
    }
    # A document that only looks like one of its kind is left alone.
    assert rendered({"code": "x", "values": None}, in_english) == {"code": "x", "values": None}


def test_a_message_inside_a_sentence_may_begin_it() -> None:
    words = Message("file-full-zeros-now")
    assert in_english(words) == "its file is full of zeros now."
    assert in_english(Message("as-a-sentence", words=words)) == "Its file is full of zeros now."
    assert in_english(Message("as-a-sentence", words=Message("it broke."))) == "It broke."
    assert in_english(Message("as-a-sentence", words=Message(""))) == ""


def test_a_message_is_put_into_no_text_unrendered() -> None:
    with pytest.raises(TypeError, match="rendered"):
        f"{Message('storage-is-away')}"


def test_several_messages_are_said_one_after_another() -> None:
    assert in_english(joined([])) == ""
    assert joined([Message("storage-is-away")]) == Message("storage-is-away")
    three = joined([Message("a."), Message("b."), Message("c.")])
    assert in_english(three) == "a. b. c."


def test_an_error_is_raised_again_with_its_message() -> None:
    error = StorageAway("server-stopped-answering", server="nas\x1b[31m")
    assert error.message.values["server"] == r"nas\x1b[31m"
    again = StorageAway.of(error.message)
    assert again.message == error.message
    assert str(again) == r"nas\x1b[31m stopped answering."
    assert again.heading == "The storage can't be reached"
    strange = StrangeEntry("not-a-file-on-storage", name="aa bb")
    assert strange.place == "aa bb"


def test_what_the_system_says_is_translated_where_it_is_known() -> None:
    korean = catalogue_of(KOREAN)
    known = reason_of(OSError(2, "No such file or directory", "/x"))
    assert isinstance(known, Message)
    assert in_english(known) == "No such file or directory"
    assert HANGUL.search(korean.render(known))
    assert reason_of(TimeoutError("timed out")) == Message("timed-out")
    assert reason_of(OSError(2, "Nobody there")) == "Nobody there"
    assert reason_of(OSError("odd")) == "odd"
    assert reason_of(OSError(5000, "Strange")) == "Strange"


RAW = "\x1b[2J\x1b]0;all is safe\x07a\nb\u202egpj\udcff"


@pytest.mark.parametrize("language", LANGUAGES)
def test_6_3_no_value_of_a_message_is_shown_raw(language: str) -> None:
    inner = Message("main-says", reason=RAW)
    messages = (
        *(inner, Message("main-says", reason=inner), Message(RAW), joined([inner, Message(RAW)])),
        # Of another version, with other values.
        Message("main-says", other=RAW),
    )
    for message in messages:
        for text in (catalogue_of(language).render(message), to_json(message)):
            assert not set(text) & set("\x1b\x07\n\u202e\udcff")
            text.encode()


def test_6_3_an_error_says_nothing_raw_whoever_raises_it() -> None:
    error = UsageError("no-such-photo", photo=RAW)
    assert not set(str(error)) & set("\x1b\x07\n\u202e\udcff")
    assert "no photo" in str(error)
