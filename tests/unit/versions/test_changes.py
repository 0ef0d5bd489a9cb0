"""4-3 and 3-4: how many are many, and over which time."""

from dataclasses import replace

import pytest

from picup_desktop.settings import Settings
from picup_desktop.sync.scan.losses import Harm, Losses, Verdict, holds_spoiled, is_many, judge

SETTINGS = Settings(vanished_photos=20, vanished_fraction=0.10)
MANY = Harm(known=100, spoiled=21, spoiled_within_window=21, lost_within_window=0)


@pytest.mark.parametrize(
    ("count", "known", "many"),
    [
        (5, 10, False),
        (19, 25, False),
        (20, 25, False),
        (21, 25, True),
        (21, 210, False),
        (22, 210, True),
        (21, 209, True),
        (30, 1000, False),
    ],
)
def test_many_is_more_than_20_and_more_than_10_percent(count: int, known: int, many: bool) -> None:
    assert is_many(count, known, SETTINGS) is many
    lost = Losses(known=known, lost_now=1, lost_within_window=count)
    assert judge(lost, SETTINGS) is (Verdict.HOLD if many else Verdict.DELETE)


def test_an_emptied_album_is_a_question_whatever_the_count() -> None:
    assert judge(Losses(3, 3, 3), SETTINGS) is Verdict.HOLD
    assert judge(Losses(3, 2, 2), SETTINGS) is Verdict.DELETE
    assert judge(Losses(3, 1, 3), SETTINGS) is Verdict.HOLD
    assert judge(Losses(3, 0, 3), SETTINGS) is Verdict.NOTHING


def test_3_4_in_doubt_a_single_loss_is_a_question_and_none_is_not() -> None:
    assert judge(Losses(3, 1, 1), SETTINGS) is Verdict.DELETE
    assert judge(Losses(3, 1, 1), SETTINGS, in_doubt=True) is Verdict.HOLD
    assert judge(Losses(3, 3, 3), SETTINGS, in_doubt=True) is Verdict.HOLD
    assert judge(Losses(3, 0, 3), SETTINGS, in_doubt=True) is Verdict.NOTHING


def test_4_3_many_spoiled_hold_the_album() -> None:
    assert holds_spoiled(MANY, SETTINGS, was_held=False)
    assert not holds_spoiled(replace(MANY, spoiled_within_window=20), SETTINGS, was_held=False)
    assert not holds_spoiled(replace(MANY, known=210), SETTINGS, was_held=False)


def test_4_3_those_spoiled_and_those_lost_under_new_names_count_together() -> None:
    some = replace(MANY, spoiled=11, spoiled_within_window=11, lost_within_window=10)
    assert holds_spoiled(some, SETTINGS, was_held=False)
    assert not holds_spoiled(replace(some, lost_within_window=9), SETTINGS, was_held=False)
    only_lost = replace(some, spoiled_within_window=0, lost_within_window=30)
    assert not holds_spoiled(only_lost, SETTINGS, was_held=False), "that is 3-4's question"


def test_4_3_it_stays_held_until_none_is_spoiled() -> None:
    later = Harm(known=100, spoiled=1, spoiled_within_window=0, lost_within_window=0)
    assert holds_spoiled(later, SETTINGS, was_held=True)
    assert not holds_spoiled(later, SETTINGS, was_held=False)
    assert not holds_spoiled(replace(later, spoiled=0), SETTINGS, was_held=True)
