"""Alerts speak the language that was chosen, or that of the computer."""

import re
from dataclasses import replace

import pytest

from picup_desktop.alerts.alert import alert_of, deletions_alert, digest_of, trial_alert
from picup_desktop.alerts.plan import plan
from picup_desktop.alerts.reminders import standstill_alert
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord, item_of
from picup_desktop.errors import UsageError
from picup_desktop.ledger.photos.uploads import Standstill
from picup_desktop.messages.languages import ENGLISH, KOREAN
from picup_desktop.messages.message import Message
from picup_desktop.messages.spoken import language_of
from picup_desktop.settings import Settings, checked_setting
from picup_desktop.words import Role

HANGUL = re.compile("[가-힣]")
ENGLISH_WORDS = re.compile(r"[A-Za-z]{2,}")
KEPT_WORDS = {"PicUp", "Desktop", "picup", "attention", "status", "NAS", "SSH", "SFTP"}


def foreign_words(text: str) -> set[str]:
    return set(ENGLISH_WORDS.findall(text)) - KEPT_WORDS


@pytest.mark.parametrize("chosen", ["en", "ko"])
def test_a_chosen_language_counts_whatever_the_computer_speaks(chosen: str) -> None:
    assert language_of(chosen, {"LC_ALL": "ko_KR.UTF-8"}, "ko_KR") == chosen
    assert language_of(chosen, {"LC_ALL": "en_US.UTF-8"}, "en_US") == chosen


@pytest.mark.parametrize(
    ("environment", "system", "language"),
    [
        ({"LANG": "ko_KR.UTF-8"}, None, KOREAN),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "en_US"}, None, ENGLISH),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "", "LC_MESSAGES": "ko"}, None, KOREAN),
        ({"LC_ALL": "C.UTF-8", "LC_MESSAGES": "ko_KR", "LANG": "ko_KR"}, "ko_KR", ENGLISH),
        ({"LANG": "de_DE.UTF-8"}, "ko_KR", ENGLISH),
        ({}, "Korean_Korea", KOREAN),
        ({}, "ko_KR", KOREAN),
        ({}, "en_US", ENGLISH),
    ],
)
def test_otherwise_the_first_variable_that_is_set_names_it(
    environment: dict[str, str], system: str | None, language: str
) -> None:
    assert language_of("", environment, system) == language
    assert language_of("of a later version", environment, system) == language


@pytest.mark.parametrize("cause", Cause)
def test_an_alert_without_names_is_korean_to_the_last_word(cause: Cause) -> None:
    details = {"storage": "main", "missing": 3, "waiting": 1, "objects": ["a", "b"], "files": []}
    for role in ("main", "backup", "somewhere"):
        about = AttentionRecord(cause, "s", Message("text"), (), {**details, "storage": role})
        alert = alert_of(about, 0.0, file_names=False, language=KOREAN)
        for line in (alert.title, *alert.text.splitlines()):
            assert HANGUL.search(line), line
            assert not foreign_words(line), line


def test_an_alert_with_names_says_them_in_korean() -> None:
    item = item_of(
        Cause.DEAD_LETTER,
        "message:1",
        storage=Role.BACKUP.value,
        files=[{"path": f"<{n}>.jpg", "reason": Message("storage-is-away")} for n in range(5)],
        objects=["a"],
        attempts=5,
        reason=Message("storage-is-away"),
    )
    text = alert_of(item, 0.0, file_names=True, language=KOREAN).text
    assert "백업" in text
    assert "외 2개" in text
    assert "It is away" not in text
    assert "<0>.jpg" not in text, "nothing is markup"
    assert "0" in text
    assert alert_of(item, 0.0, file_names=True).text.splitlines()[0].count("It is away.") > 0


def test_an_item_of_an_older_ledger_says_what_it_has() -> None:
    bare = AttentionRecord(Cause.UPLOAD_FAILED, "photo:1", Message("storage-is-away"), (), {})
    text = alert_of(bare, 0.0, file_names=True, language=KOREAN).text
    assert HANGUL.search(text.splitlines()[0])
    old = replace(bare, message=Message("It failed  in English."))
    line = alert_of(old, 0.0, file_names=True, language=KOREAN).text.splitlines()[0]
    assert line == "It failed in English."


@pytest.mark.parametrize("count", [1, 3])
def test_digests_and_reminders_are_translated(count: int) -> None:
    items = [AttentionRecord(Cause.UPLOAD_FAILED, str(n), Message("x"), ()) for n in range(count)]
    still = Standstill(since=0.0, photos=count)
    for alert in (
        digest_of(items, 0.0),
        standstill_alert(still, 0.0),
        deletions_alert(0.0),
        trial_alert(0.0),
    ):
        korean = alert.spoken_in(KOREAN)
        assert not HANGUL.search(alert.title + alert.text)
        for line in (korean.title, *korean.text.splitlines()):
            assert HANGUL.search(line), line
    assert ("One thing" in digest_of(items, 0.0).title) == (count == 1)


def test_what_is_planned_speaks_the_language_of_the_settings() -> None:
    items = [AttentionRecord(Cause.UPLOAD_FAILED, str(n), Message("x"), ()) for n in range(9)]
    for due in (items[:1], items):
        for language in (ENGLISH, KOREAN):
            settings = replace(Settings(), alert_language=language)
            (planned,) = plan(due, [], 0.0, settings)
            assert planned.alert.language == language


def test_the_last_line_says_where_to_look_in_the_window_and_at_a_terminal() -> None:
    item = AttentionRecord(Cause.UPLOAD_FAILED, "photo:1", Message("x"), ())
    last = alert_of(item, 0.0, file_names=False).text.splitlines()[-1]
    assert last == "What to do: open PicUp Desktop, or type picup attention"


def test_the_language_of_alerts_is_one_that_there_is() -> None:
    for language in ("", ENGLISH, KOREAN):
        assert checked_setting("alert_language", language) == language
    for wrong in ("de", "EN", "ko_KR", " "):
        with pytest.raises(UsageError, match="en or ko"):
            checked_setting("alert_language", wrong)
