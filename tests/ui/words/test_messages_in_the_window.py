"""Messages of the engine in the window's language, without the command line's words."""

import re
from xml.etree import ElementTree

from picup_desktop.attention.causes import Cause, text_about
from picup_desktop.errors import UsageError
from picup_desktop.messages.languages import LANGUAGES
from picup_desktop.messages.message import Message
from picup_desktop.ui.attention.words import without_commands
from picup_desktop.ui.language import Language
from picup_desktop.ui.text import in_words, translate
from tests.unit.messages.test_messages import COMMAND_LINE, HANGUL, PACKAGE

TRANSLATIONS = PACKAGE / "ui/resources/translations/picup_ko.ts"


def test_a_message_is_said_in_the_window_s_language(language: Language) -> None:
    away = Message("main-says", reason=Message("storage-is-away"))
    assert in_words(away) == "main: It is away."
    language.speak("ko")
    assert HANGUL.search(in_words(away))
    assert "It is" not in in_words(away)
    assert in_words(Message("")) == ""
    assert in_words(Message("Text of an earlier version.")) == "Text of an earlier version."
    assert translate("Nobody", "Not translated") == "Not translated"
    assert HANGUL.search(translate("Tray", "Open PicUp"))


def test_the_window_names_no_command(language: Language) -> None:
    error = UsageError("no-attention-item", item=3)
    assert "picup attention" in str(error)
    for spoken in LANGUAGES:
        language.speak(spoken)
        assert "picup" not in in_words(error.message)


def test_a_guide_in_the_window_names_its_buttons_and_not_what_they_are_on_the_command_line() -> (
    None
):
    guides = [
        without_commands(text_about(cause, spoken)) for cause in Cause for spoken in LANGUAGES
    ]
    assert not [guide for guide in guides if "(`picup attention" in guide]
    vanished = without_commands(text_about(Cause.ALBUM_VANISHED, "en"))
    assert "**Keep them on the storages**. They stay on both boxes" in vanished
    assert vanished.count("\n") > 10


def test_no_text_of_the_window_names_a_command() -> None:
    found = [
        text
        for message in ElementTree.fromstring(TRANSLATIONS.read_text("utf-8")).iter("message")
        for text in message.itertext()
        if re.search(COMMAND_LINE, text)
    ]
    assert found == []
