"""Which answers ask first, and what the question says."""

from dataclasses import replace

import pytest

from picup_desktop.attention.asked import Follows
from picup_desktop.attention.cause_row import (
    ACCEPT,
    DELETE,
    IGNORE,
    KEEP,
    KEEP_ONE,
    ONLY_ONE,
    RETRY,
)
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.attention.items import (
    ChangedPhoto,
    album_spoiled,
    album_vanished,
    changed_many,
    spoiled,
    subfolder_vanished,
)
from picup_desktop.messages.message import Message
from picup_desktop.settings import Settings
from picup_desktop.ui.attention.words import question_words
from picup_desktop.ui.snapshots.snapshot import Snapshot
from tests.unit.messages.test_adding_an_attention_kind import example

VANISHED = album_vanished(3, "Summer", Message("It is empty."), 7)
SUBFOLDER = subfolder_vanished(3, "Summer", "Jeju", Message("It is empty."), 5)
SPOILED = spoiled(
    9, "Summer/a.jpg", Message("It holds zeros."), since="2026-11-01T00:00:00Z", sample=[]
)
ALBUM_SPOILED = album_spoiled(
    3,
    "Summer",
    [("a.jpg", Message("It holds zeros."))],
    40,
    since="2026-11-01T00:00:00Z",
    sample=[ChangedPhoto(9, "a.jpg", 1, None)],
)
CHANGED = changed_many(
    3, "Summer", 80, since="2026-11-01T00:00:00Z", until="2026-12-01T00:00:00Z", sample=[]
)


@pytest.mark.parametrize("cause", Cause)
@pytest.mark.parametrize("choice", [RETRY, IGNORE, KEEP, KEEP_ONE])
def test_what_takes_nothing_away_does_not_ask(cause: Cause, choice: str) -> None:
    assert not cause.row.asks_first(choice)


@pytest.mark.parametrize("cause", Cause)
@pytest.mark.parametrize("choice", [DELETE, ACCEPT, ONLY_ONE, "something new"])
def test_what_is_not_known_to_be_harmless_asks(cause: Cause, choice: str) -> None:
    assert cause.row.asks_first(choice)


@pytest.mark.parametrize("cause", Cause)
def test_each_choice_that_asks_has_a_question_that_its_details_fill(cause: Cause) -> None:
    item, row = replace(example(cause), subject="album:3"), cause.row
    asking = {choice for choice in row.choices if row.asks_first(choice)}
    assert set(row.asks) == asking
    for choice in asking:
        heading, below = question_words(item, choice, snapshot())
        assert heading.endswith("?")
        assert "{" not in heading + below


@pytest.mark.parametrize(
    ("item", "choice", "heading"),
    [
        (VANISHED, DELETE, "Delete 6 photos (1.0 GB) of “Summer” from both storages?"),
        (SUBFOLDER, DELETE, "Delete 5 photos in “Jeju” of “Summer” from both storages?"),
        (SPOILED, ACCEPT, "Take “Summer/a.jpg” as it is?"),
        (ALBUM_SPOILED, ACCEPT, "Accept the changes to 40 photos of “Summer”?"),
        (CHANGED, ACCEPT, "Are the changes of 80 photos in “Summer” right?"),
    ],
)
def test_the_question_names_what_goes_and_how_much(
    item: AttentionRecord, choice: str, heading: str
) -> None:
    assert question_words(item, choice, snapshot())[0] == heading


@pytest.mark.parametrize(("item", "choice"), [(VANISHED, DELETE), (SPOILED, ACCEPT)])
def test_without_a_grace_the_question_says_that_nothing_can_be_undone(
    item: AttentionRecord, choice: str
) -> None:
    with_days = question_words(item, choice, snapshot(days=30))[1]
    assert ("30 more days" in with_days, "can't be undone" in with_days) == (True, False)
    at_once = question_words(item, choice, snapshot(days=0))[1]
    assert ("more days" in at_once, "This can't be undone." in at_once) == (False, True)


def test_a_choice_of_another_version_asks_with_the_item_s_own_sentence() -> None:
    heading, below = question_words(SPOILED, "something new", snapshot())
    assert heading == "something new?"
    assert "was a picture or a film" in below


def test_only_deletions_promise_the_trash() -> None:
    for cause in Cause:
        for choice, asked in cause.row.asks.items():
            assert (asked.follows is Follows.DELETED) == (choice == DELETE)


def snapshot(days: int = 30) -> Snapshot:
    return Snapshot(
        taken_at=0.0,
        settings=Settings(grace_days=days),
        kit_confirmed=True,
        counts={},
        storages=(),
        albums=(),
        reasons=(),
        attention=(),
        queued_objects=0,
        dead_letters=0,
        missing={3: (6, 1_000_000_000)},
    )
