"""What the engine says, in Korean: every sentence of the code, and sentences within sentences."""

import ast
import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import picup_desktop
from picup_desktop.errors import PicupError
from picup_desktop.ui.engine_words import PLACE, EngineWords, in_words
from picup_desktop.ui.language import Language
from picup_desktop.ui.text import translate

PACKAGE = Path(picup_desktop.__file__).parent
FORMS: dict[str, str] = json.loads(
    (PACKAGE / "ui/resources/translations/engine_ko.json").read_text("utf-8")
)
HANGUL = re.compile("[가-힣]")
NEVER_SEEN = {
    # Between programs, the command line's own, or the demonstration's.
    *(
        "cli",
        "ui",
        "demo/demo.py",
        "engine/ipc/protocol.py",
        "engine/ipc/lines.py",
        "engine/ipc/server.py",
    ),
    *("engine/ipc/arguments.py", "engine/ipc/client.py", "sync/health/diagnostics.py"),
    # The names of the checks that failed are the threat model's, and stay in English.
    "vault/journal",
}
ANYTHING = "{}"


def errors() -> set[type[PicupError]]:
    found, todo = set(), [PicupError]
    while todo:
        one = todo.pop()
        found.add(one)
        todo += one.__subclasses__()
    return found


def seen_modules() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE).as_posix()
        if not any(inside == part or inside.startswith(f"{part}/") for part in NEVER_SEEN):
            yield path


def sentences() -> Iterator[str]:
    """The sentence of every error that is raised, with ``{}`` for what is filled in."""
    names = {error.__name__ for error in errors()}
    for path in seen_modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_error = (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in names
            )
            if is_error and node.args and (said := _text(node.args[0])) is not None:  # type: ignore[attr-defined]
                yield said


def _text(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else ANYTHING for part in node.values
        )
    return None


def _import_all() -> None:
    for path in seen_modules():
        module = ".".join(("picup_desktop", *path.relative_to(PACKAGE).with_suffix("").parts))
        if "windows_pipe" not in module:
            importlib.import_module(module.removesuffix(".__init__"))


def test_every_sentence_and_title_of_the_engine_has_words() -> None:
    _import_all()
    words = EngineWords(FORMS)
    used = set(sentences())
    assert len(used) > 150
    unknown = {said for said in used if not HANGUL.search(words.of(said.replace("{}", "x")))}
    assert unknown == set()
    assert {error.title for error in errors() if error.__module__.startswith("picup")} <= {
        *FORMS,
        "The demo failed",
        "A segment of the journal was refused",
    }


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_is_filled_in_gets_lost(form: str) -> None:
    places = sorted(re.findall(r"\{\d+\}", form))
    assert places == [f"{{{number}}}" for number in range(len(places))]
    assert sorted(re.findall(r"\{\d+\}", FORMS[form])) == places
    assert PLACE.search(re.escape("{0}")) is not None


def test_sentences_within_and_after_one_another() -> None:
    words = EngineWords(FORMS)
    away = "nas.local did not answer within 5 seconds. Is it switched on, and is the address right?"
    told = words.of(f"IMG 1.jpg could not be read. main: {away} backup: a is not on b.")
    assert "IMG 1.jpg" in told
    assert "nas.local" in told
    assert "did not" not in told
    assert "is not on" not in told
    assert words.of("Something else entirely.") == "Something else entirely."
    two = words.of("The folder /a is not there. If it is on a disk or a share, connect it. Huh?")
    assert two.endswith(" Huh?")
    assert HANGUL.search(two)


def test_the_window_speaks_it(language: Language) -> None:
    assert in_words("It is away.") == "It is away."
    language.speak("ko")
    assert in_words("It is away.") == FORMS["It is away."]
    assert in_words("") == ""
    assert translate("Nobody", "Not translated") == "Not translated"
    assert HANGUL.search(translate("Tray", "Open PicUp"))
