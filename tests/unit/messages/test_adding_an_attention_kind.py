"""The example of docs/extending.md: what each cause of an attention item needs, up to its page.

A new cause makes these tests fail until it has all of it.
"""

import re
from pathlib import Path

import pytest

from picup_desktop.alerts.alert import alert_of
from picup_desktop.attention import subjects
from picup_desktop.attention.cause_row import IGNORE, RETRY
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord, item_of
from picup_desktop.clock import SystemClock
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.messages.catalogue import TEXT, catalogue_of, in_english
from picup_desktop.messages.languages import ENGLISH
from picup_desktop.settings import Settings
from picup_desktop.sync.answers import answer, find_item
from picup_desktop.ui.attention import words
from picup_desktop.words import AttentionKind

COUNTS = {"storage", "files", "objects", "missing", "waiting", "changed"}
"""What a nameless sentence may be filled with."""
COMMANDS = re.compile(r"picup [a-z]|--[a-z]|sudo")
TAMPERING = (Cause.JOURNAL_FORGED, Cause.JOURNAL_ROLLED_BACK, Cause.JOURNAL_DAMAGED)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(tmp_path / "ledger.sqlite")


def text_of(code: str) -> str:
    entry = catalogue_of(ENGLISH).entries[code]
    return entry if isinstance(entry, str) else entry[TEXT]


def example(cause: Cause) -> AttentionRecord:
    details = {
        "photo": 7,
        "message": 7,
        "storage": "backup",
        "path": "Grandmother.jpg",
        "album": "Weddings",
        "folder": "Church",
        "files": ["Grandmother.jpg"],
        "objects": ["objects/ab/cd"],
        "reason": "Dust.",
        "place": "journal/ab/7.age",
        "log": "/home/anna/picup.log",
        "since": "2026-11-01T00:00:00Z",
        "until": "2026-12-01T00:00:00Z",
        **dict.fromkeys(("attempts", "missing", "waiting", "changed", "times", "own"), 6),
    }
    return item_of(cause, subjects.photo(7), **details)


@pytest.mark.parametrize("cause", Cause)
def test_a_cause_has_words_of_its_own_in_every_place(cause: Cause) -> None:
    item, row = example(cause), cause.row
    catalogue = catalogue_of(ENGLISH)
    assert catalogue.names(row.nameless) <= COUNTS
    assert catalogue.names(row.title) == frozenset()
    for code in (row.title, row.nameless, row.sentence):
        assert COMMANDS.search(text_of(code)) is None
    without = alert_of(item, 0.0, file_names=False)
    assert without.title == words.title(item) == text_of(row.title)
    assert without.scenario == row.scenario
    for name in ("Grandmother", "Weddings", "Church", "Dust", "anna", "7.age"):
        assert name not in without.title + without.text
    assert item.text in alert_of(item, 0.0, file_names=True).text
    assert words.sentence(item)
    assert words.detail_rows(item)
    for choice in item.choices:
        assert words.choice_words(item, choice) != row.choice_words(choice)


def test_no_two_causes_have_one_title() -> None:
    titles = [text_of(cause.row.title) for cause in Cause]
    assert len(titles) == len(set(titles))


def test_every_kind_has_a_cause() -> None:
    assert {cause.kind for cause in Cause} == set(AttentionKind)


@pytest.mark.parametrize("cause", Cause)
def test_only_waiting_deletions_say_that_they_follow_by_themselves(cause: Cause) -> None:
    said = f"{text_of(cause.row.nameless)} {text_of(cause.row.sentence)}".lower()
    assert ("follow as soon as" in said) == (cause is Cause.DELETIONS_WAITING)
    assert "still protected" not in said


@pytest.mark.parametrize("cause", TAMPERING)
def test_tampering_is_told_as_such(cause: Cause) -> None:
    text = alert_of(example(cause), 0.0, file_names=False).text
    assert "the backup storage" in text.lower()
    assert "deletion" not in text.lower()


@pytest.mark.parametrize("cause", Cause)
def test_a_cause_always_has_a_way_out(cause: Cause, ledger: Ledger) -> None:
    assert {RETRY, IGNORE} <= set(cause.row.choices)
    with ledger.transaction():
        ledger.attention.open(example(cause), 1000.0)
    (item,) = ledger.attention.all()
    assert item.cause is cause
    clock = SystemClock()
    for choice in (RETRY, IGNORE):
        said = in_english(answer(ledger, Settings(), clock, find_item(ledger, item.id), choice))
        assert said.endswith(".") or "picup" in said
        if not ledger.attention.all():
            break
    assert ledger.attention.all() == []


def test_another_cause_at_one_subject_is_told_anew(ledger: Ledger) -> None:
    with ledger.transaction():
        assert ledger.attention.open(example(Cause.STORAGE_FULL), 1.0)
        ledger.attention.ignore(1, 2.0)
        assert not ledger.attention.open(example(Cause.STORAGE_FULL), 3.0)
        assert ledger.attention.all() == []
        assert ledger.attention.open(example(Cause.STORAGE_DENIED), 4.0)
    (item,) = ledger.attention.all()
    assert (item.cause, item.since) == (Cause.STORAGE_DENIED, 4.0)


def test_subjects_are_made_and_parsed_in_one_place() -> None:
    for subject in (*subjects.about_album(3), subjects.folder(3, "a:b/c")):
        assert subjects.album_of(subject) == 3
    assert subjects.folder_of(subjects.folder(3, "a:b/c")) == "a:b/c"
    assert subjects.folder_of(subjects.album(3)) is None
    with pytest.raises(ValueError, match="not about an album"):
        subjects.album_of(subjects.photo(3))


def test_the_window_shows_items_with_a_time_and_without(ledger: Ledger) -> None:
    assert words.sentence(item_of(Cause.CLOCK_WRONG, subjects.CLOCK, reason="It is 1970."))
    odd = {"storage": "backup", "waiting": 3, "since": "", "reason": ""}
    assert "3 photos" in words.sentence(item_of(Cause.BACKUP_AWAY, "storage:backup", **odd))
