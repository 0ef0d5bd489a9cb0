"""What the engine says, in Korean: every sentence of the code, and sentences within sentences."""

import json
import re
from pathlib import Path

import pytest

import picup_desktop
from picup_desktop.ui.engine_words import PLACE, EngineWords, in_words
from picup_desktop.ui.language import Language
from picup_desktop.ui.text import translate

PACKAGE = Path(picup_desktop.__file__).parent
FORMS: dict[str, str] = json.loads(
    (PACKAGE / "ui/resources/translations/engine_ko.json").read_text("utf-8")
)
HANGUL = re.compile("[가-힣]")


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
