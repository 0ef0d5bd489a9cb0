"""4-5: how much time counts as passed, and when the clock is not believed."""

from dataclasses import replace

import pytest

from picup_desktop.clock import Uptime
from picup_desktop.messages.catalogue import in_english
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.sync.clock.check import (
    AGREE_SECONDS,
    ASK_AGAIN_SECONDS,
    MOST_AWAY_SECONDS,
    SETTLED_SECONDS,
    SLACK_SECONDS,
    ClockMark,
    Doubt,
    Reading,
    Witness,
    doubt_reason,
    judge,
    must_ask,
)

NOW = 1_800_000_000.0
BEFORE = ClockMark(NOW, "boot", 1000.0, agreed=True, asked_at=NOW)
YEAR = 400 * DAY_SECONDS
MINUTE = 60.0


def reading(passed: float, ran: float | None = None, boot: str = "boot") -> Reading:
    """After ``passed`` by the wall clock and ``ran`` by the kernel's count."""
    return Reading(NOW + passed, None if ran is None else Uptime(boot, 1000.0 + ran))


def nas(ahead: float) -> Witness:
    return Witness(ahead, independent=True)


def own(ahead: float = 0.0) -> Witness:
    return Witness(ahead, independent=False)


def test_4_5_a_clock_that_runs_evenly_is_believed_and_nobody_is_asked() -> None:
    now = reading(MINUTE, MINUTE)
    assert not must_ask(BEFORE, now)
    judged = judge(BEFORE, now, None)
    assert (judged.shift_seconds, judged.mark.doubt, judged.mark.agreed) == (0.0, Doubt.NONE, True)
    assert judged.mark.asked_at == NOW
    # Ninety days of running count as ninety days.
    long = reading(90 * DAY_SECONDS, 90 * DAY_SECONDS)
    assert must_ask(BEFORE, long)
    assert judge(BEFORE, long, [own()]).shift_seconds == 0.0


@pytest.mark.parametrize("jump", [YEAR, -YEAR, 2 * DAY_SECONDS])
@pytest.mark.parametrize("witnesses", [[], [own()]])
def test_4_5_a_jump_that_nobody_confirms_counts_for_nothing(
    jump: float, witnesses: list[Witness]
) -> None:
    now = reading(jump + MINUTE, MINUTE)
    assert must_ask(BEFORE, now)
    judged = judge(BEFORE, now, witnesses)
    assert judged.mark.doubt is Doubt.JUMP
    assert judged.shift_seconds == jump + MINUTE
    assert doubt_reason(judged.mark)
    # The clock is right again: what it went by is taken back, but for the minute that ran.
    back = Reading(NOW + 2 * MINUTE, Uptime("boot", 1000.0 + 2 * MINUTE))
    again = judge(judged.mark, back, witnesses)
    assert again.mark.doubt is Doubt.NONE
    assert again.shift_seconds == pytest.approx(-jump)
    assert doubt_reason(again.mark) is None


def test_4_5_storages_that_disagree_hold_everything_until_one_agrees() -> None:
    now = reading(YEAR + MINUTE, MINUTE)
    judged = judge(BEFORE, now, [nas(-YEAR), nas(-YEAR - 5)])
    assert judged.mark.doubt is Doubt.STORAGES
    assert judged.mark.ahead_seconds == -YEAR
    assert judged.shift_seconds == YEAR + MINUTE
    told = doubt_reason(judged.mark)
    assert told is not None
    assert "400 days ahead of the storages" in in_english(told)
    # While nobody answers it stays so, and nothing counts.
    later = Reading(now.wall + MINUTE, Uptime("boot", 1000.0 + 2 * MINUTE))
    unheard = judge(judged.mark, later, [])
    assert unheard.mark.doubt is Doubt.STORAGES
    assert unheard.shift_seconds == MINUTE
    one_agrees = judge(judged.mark, later, [nas(-YEAR), nas(3.0)])
    assert one_agrees.mark.doubt is Doubt.NONE
    assert one_agrees.mark.agreed
    # A folder of this computer agrees with it whatever the clock says.
    assert judge(judged.mark, later, [nas(-YEAR), own()]).mark.doubt is Doubt.STORAGES


@pytest.mark.parametrize(
    ("ahead", "doubt"), [(AGREE_SECONDS, Doubt.NONE), (AGREE_SECONDS + 1, Doubt.STORAGES)]
)
@pytest.mark.parametrize("sign", [1, -1])
def test_4_5_clocks_agree_within_a_day(ahead: float, sign: int, doubt: Doubt) -> None:
    assert judge(BEFORE, reading(MINUTE, MINUTE), [nas(sign * ahead)]).mark.doubt is doubt


def test_4_5_three_months_off_count_where_a_storage_saw_both_ends() -> None:
    months = 90 * DAY_SECONDS
    now = reading(months, 10.0, boot="another")
    assert must_ask(BEFORE, now)
    assert judge(BEFORE, now, [nas(5.0)]).shift_seconds == 0.0
    # One end only: the clock may have been wrong at the other.
    unsure = replace(BEFORE, agreed=False)
    assert judge(unsure, now, [nas(5.0)]).shift_seconds == months - DAY_SECONDS
    assert judge(unsure, now, [nas(5.0)]).mark.agreed
    # Nobody to ask: a person is.
    alone = judge(BEFORE, now, [own()])
    assert alone.mark.doubt is Doubt.JUMP
    assert alone.shift_seconds == months


@pytest.mark.parametrize(
    ("off", "doubt"), [(MOST_AWAY_SECONDS, Doubt.NONE), (MOST_AWAY_SECONDS + 1, Doubt.JUMP)]
)
def test_4_5_a_holiday_is_no_question_and_counts_as_a_day(off: float, doubt: Doubt) -> None:
    judged = judge(BEFORE, reading(off, 10.0, boot="another"), [own()])
    assert judged.mark.doubt is doubt
    if doubt is Doubt.NONE:
        assert judged.shift_seconds == off - DAY_SECONDS


def test_4_5_a_night_off_counts_whole_and_1970_counts_for_nothing() -> None:
    night = reading(10 * 3600.0, 10.0, boot="another")
    assert judge(BEFORE, night, None).shift_seconds == 0.0
    start = Reading(5.0, Uptime("another", 5.0))
    judged = judge(BEFORE, start, [])
    assert judged.mark.doubt is Doubt.JUMP
    assert judged.shift_seconds == 5.0 - NOW
    mended = judge(judged.mark, Reading(NOW + 50.0, Uptime("another", 20.0)), [nas(0.0)])
    assert mended.mark.doubt is Doubt.NONE
    assert mended.shift_seconds == NOW + 45.0 - 15.0


def test_4_5_where_nothing_but_the_clock_counts_a_day_is_believed() -> None:
    before = replace(BEFORE, boot="", uptime_seconds=0.0)
    assert not must_ask(before, reading(DAY_SECONDS - 1))
    assert must_ask(before, reading(DAY_SECONDS + 1))
    assert must_ask(before, reading(-SLACK_SECONDS - 1))
    assert judge(before, reading(DAY_SECONDS), None).shift_seconds == 0.0
    assert judge(before, reading(3 * DAY_SECONDS), [own()]).shift_seconds == 2 * DAY_SECONDS
    # An hour of summer time, or what the network sets, is nobody's business.
    assert judge(before, reading(-SLACK_SECONDS), None).shift_seconds == 0.0
    assert judge(BEFORE, reading(SLACK_SECONDS, 0.0), None).mark.agreed


def test_4_5_storages_are_asked_again_each_day_and_after_a_count_that_went_back() -> None:
    assert must_ask(replace(BEFORE, asked_at=None), reading(MINUTE, MINUTE))
    assert must_ask(BEFORE, reading(ASK_AGAIN_SECONDS, ASK_AGAIN_SECONDS))
    assert not must_ask(BEFORE, reading(ASK_AGAIN_SECONDS - 1, ASK_AGAIN_SECONDS - 1))
    assert must_ask(replace(BEFORE, asked_at=NOW + YEAR), reading(MINUTE, MINUTE))
    assert must_ask(replace(BEFORE, doubt=Doubt.JUMP), reading(MINUTE, MINUTE))
    early = ClockMark(HOUR + DAY - MINUTE, "boot", 1000.0, asked_at=HOUR)
    assert must_ask(early, Reading(HOUR + DAY, Uptime("boot", 1000.0 + MINUTE)))
    # The system's name of the boot is read anew each time.
    assert not must_ask(BEFORE, reading(MINUTE, MINUTE, boot="".join(["bo", "ot"])))
    # A container that was started anew counts from 0 with the same boot.
    assert must_ask(BEFORE, reading(MINUTE, -500.0))


def test_4_5_a_clock_set_back_by_hours_lets_nothing_leave_early() -> None:
    judged = judge(BEFORE, reading(-3 * 3600.0, MINUTE), [nas(0.0)])
    assert judged.shift_seconds == 0.0
    forward = judge(BEFORE, reading(3 * 3600.0, MINUTE), [nas(0.0)])
    assert forward.shift_seconds == 3 * 3600.0 - MINUTE


HOUR, DAY = 3600.0, 86_400.0
UNKNOWN = ClockMark(NOW, agreed=True, asked_at=NOW)
"""As on a system that does not tell how long it runs."""


def test_the_numbers_are_those_of_the_docs() -> None:
    assert (AGREE_SECONDS, SLACK_SECONDS) == (DAY, HOUR)
    assert (MOST_AWAY_SECONDS, ASK_AGAIN_SECONDS) == (60 * DAY, DAY)
    assert SETTLED_SECONDS == HOUR


@pytest.mark.parametrize(
    ("ran", "settled"),
    [(0.0, False), (0.5, False), (HOUR - 1, False), (HOUR, True), (5 * HOUR, True)],
)
def test_4_5_a_clock_that_went_back_to_1970_is_settled_after_an_hour(
    ran: float, *, settled: bool
) -> None:
    before = ClockMark(wall=5.0, boot="boot", uptime_seconds=5.0, back_at=5.0)
    judged = judge(before, Reading(5.0 + ran, Uptime("boot", 5.0 + ran)), None)
    assert judged.future_became == (5.0 if settled else None)
    assert judged.mark.back_at == (None if settled else 5.0)


def test_4_5_a_clock_that_ran_backwards_for_days_is_believed_by_the_kernels_count() -> None:
    judged = judge(BEFORE, reading(-2 * DAY, 2 * DAY), [nas(0.0)])
    assert judged.shift_seconds == -4 * DAY
    assert judged.mark.apart_seconds == 0.0, "a storage agrees"


@pytest.mark.parametrize(
    ("doubt", "ahead_days", "apart_days", "said"),
    [
        (Doubt.STORAGES, 3.0, -9.0, "clock is 3 days behind the storages' clocks."),
        (Doubt.STORAGES, 0.6, -9.0, "clock is 1 days behind the storages' clocks."),
        (Doubt.STORAGES, -0.6, 9.0, "clock is 1 days ahead of the storages' clocks."),
        (Doubt.STORAGES, -4000.0, 9.0, "clock is 4,000 days ahead of the storages' clocks."),
        (Doubt.STORAGES, 0.0, 9.0, "days ahead of the storages' clocks."),
        (Doubt.JUMP, -9.0, 3.0, "clock went ahead by 3 days, for no known reason."),
        (Doubt.JUMP, -9.0, 0.6, "clock went ahead by 1 days, for no known reason."),
        (Doubt.JUMP, 9.0, -3.0, "clock went back by 3 days, for no known reason."),
        (Doubt.JUMP, 9.0, 0.0, "clock went back by"),
    ],
)
def test_4_5_the_sentence_says_which_way_and_how_far(
    doubt: Doubt, ahead_days: float, apart_days: float, said: str
) -> None:
    mark = replace(
        BEFORE, doubt=doubt, ahead_seconds=ahead_days * DAY, apart_seconds=apart_days * DAY
    )
    reason = doubt_reason(mark)
    assert reason is not None
    assert said in in_english(reason)
    assert doubt_reason(replace(mark, doubt=Doubt.NONE)) is None


@pytest.mark.parametrize(
    ("passed", "shift"),
    [
        (-0.5, 0.0),
        (-HOUR, 0.0),
        (-DAY, 0.0),
        (-DAY - 0.5, -DAY - 0.5),
        (0.0, 0.0),
        (DAY, 0.0),
        (DAY + 0.5, 0.0),
        (DAY + HOUR, 0.0),
        (DAY + HOUR + 0.5, HOUR + 0.5),
        (9 * DAY, 8 * DAY),
    ],
)
def test_4_5_without_other_clocks_a_day_counts_and_small_shifts_are_left_alone(
    passed: float, shift: float
) -> None:
    judged = judge(replace(UNKNOWN, agreed=False), reading(passed), None)
    assert judged.shift_seconds == shift


@pytest.mark.parametrize(
    ("passed", "ran", "shift"),
    [
        (HOUR, 0.0, 0.0),
        (HOUR + 0.5, 0.0, HOUR + 0.5),
        (2 * HOUR, 5.0, 2 * HOUR - 5.0),
        (0.0, HOUR, 0.0),
        (-2 * HOUR, HOUR, 0.0),
    ],
)
def test_4_5_the_kernels_count_is_believed_beyond_an_hour(
    passed: float, ran: float, shift: float
) -> None:
    assert judge(BEFORE, reading(passed, ran), None).shift_seconds == shift


def test_4_5_a_first_mark_knows_nothing() -> None:
    assert ClockMark(1.0) == ClockMark(
        wall=1.0,
        boot="",
        uptime_seconds=0.0,
        agreed=False,
        asked_at=None,
        apart_seconds=0.0,
        ahead_seconds=0.0,
        doubt=Doubt.NONE,
    )


@pytest.mark.parametrize(
    ("passed", "apart"),
    [
        (-HOUR, 0.0),
        (-HOUR - 0.5, -HOUR - 0.5),
        (60 * DAY, 0.0),
        (60 * DAY + 0.5, 60 * DAY + 0.5),
        (0.0, 0.0),
    ],
)
def test_4_5_a_computer_may_be_off_for_sixty_days(passed: float, apart: float) -> None:
    before = replace(UNKNOWN, apart_seconds=7.0)
    assert judge(before, reading(passed), None).mark.apart_seconds == 7.0 + apart


@pytest.mark.parametrize(
    ("passed", "ran", "apart"),
    [
        (HOUR, 0.0, 0.0),
        (HOUR + 0.5, 0.0, HOUR + 0.5),
        (HOUR / 2, 0.0, 0.0),
        (5.0, HOUR + 5.0, 0.0),
        (5.0, HOUR + 5.5, -HOUR - 0.5),
    ],
)
def test_4_5_more_than_an_hour_beside_the_kernels_count_is_noted(
    passed: float, ran: float, apart: float
) -> None:
    assert judge(BEFORE, reading(passed, ran), None).mark.apart_seconds == apart


@pytest.mark.parametrize(
    ("apart", "doubt"),
    [(DAY, Doubt.NONE), (DAY + 1, Doubt.JUMP), (-DAY, Doubt.NONE), (-DAY - 1, Doubt.JUMP)],
)
def test_4_5_more_than_a_day_without_an_explanation_is_a_doubt(apart: float, doubt: Doubt) -> None:
    before = replace(BEFORE, apart_seconds=apart)
    assert judge(before, reading(MINUTE, MINUTE), None).mark.doubt is doubt


@pytest.mark.parametrize(
    ("witness", "doubt", "agreed"),
    [
        (nas(DAY), Doubt.NONE, True),
        (nas(-DAY), Doubt.NONE, True),
        (nas(DAY + 1), Doubt.STORAGES, False),
        (nas(-DAY - 1), Doubt.STORAGES, False),
        (own(DAY), Doubt.NONE, False),
        (own(DAY + 1), Doubt.STORAGES, False),
    ],
)
def test_4_5_a_storage_agrees_within_a_day(witness: Witness, doubt: Doubt, *, agreed: bool) -> None:
    mark = judge(replace(BEFORE, agreed=False), reading(MINUTE, MINUTE), [witness]).mark
    assert (mark.doubt, mark.agreed) == (doubt, agreed)
    assert mark.ahead_seconds == witness.ahead_seconds


def test_4_5_a_clock_that_was_right_at_both_ends_counts_all_between() -> None:
    now = reading(50 * DAY)
    assert judge(UNKNOWN, now, [nas(5.0)]).shift_seconds == 0.0
    assert judge(replace(UNKNOWN, agreed=False), now, [nas(5.0)]).shift_seconds == 49 * DAY
    for agreed in (True, False):
        back = judge(replace(UNKNOWN, agreed=agreed), reading(-2 * DAY), [nas(5.0)])
        assert back.shift_seconds == -2 * DAY, "no time has passed"


def test_4_5_what_is_remembered_for_the_next_check() -> None:
    now = reading(MINUTE, MINUTE, boot="next")
    before = replace(BEFORE, ahead_seconds=9.0)
    unasked = judge(before, now, None).mark
    assert (unasked.wall, unasked.boot, unasked.uptime_seconds) == (NOW + 60, "next", 1060.0)
    assert (unasked.asked_at, unasked.ahead_seconds) == (NOW, 9.0)
    asked = judge(before, now, [own(-7.0), own(5.0), own(6.0)]).mark
    assert (asked.asked_at, asked.ahead_seconds) == (NOW + 60, 5.0)
    silent = judge(before, reading(MINUTE), []).mark
    assert (silent.asked_at, silent.ahead_seconds) == (NOW + 60, 9.0)
    assert (silent.boot, silent.uptime_seconds) == ("", 0.0)


@pytest.mark.parametrize(
    ("passed", "even"),
    [(-HOUR - 0.5, False), (-HOUR, True), (0.0, True), (DAY, True), (DAY + 0.5, False)],
)
def test_4_5_without_a_kernels_count_a_day_is_even(passed: float, *, even: bool) -> None:
    before = replace(UNKNOWN, asked_at=NOW + passed)
    assert must_ask(before, reading(passed)) is not even
    assert judge(before, reading(passed), None).mark.agreed is even
    assert must_ask(replace(before, boot="boot"), reading(passed)), "one of them told"
    assert must_ask(before, reading(passed, passed)), "one of them told"


@pytest.mark.parametrize(
    ("apart", "even"), [(HOUR, True), (HOUR + 0.5, False), (-HOUR, True), (-HOUR - 0.5, False)]
)
def test_4_5_an_hour_beside_the_kernels_count_is_even(apart: float, *, even: bool) -> None:
    now = reading(2 * HOUR + apart, 2 * HOUR)
    assert must_ask(BEFORE, now) is not even
    assert judge(BEFORE, now, None).mark.agreed is even


@pytest.mark.parametrize(
    ("ago", "asks"), [(-0.5, True), (0.0, False), (DAY - 0.5, False), (DAY, True), (None, True)]
)
def test_4_5_the_storages_are_asked_once_a_day(ago: float | None, *, asks: bool) -> None:
    asked_at = None if ago is None else NOW + MINUTE - ago
    assert must_ask(replace(BEFORE, asked_at=asked_at), reading(MINUTE, MINUTE)) is asks


@pytest.mark.parametrize("doubt", [Doubt.JUMP, Doubt.STORAGES])
def test_4_5_in_doubt_the_storages_are_always_asked(doubt: Doubt) -> None:
    assert must_ask(replace(BEFORE, doubt=doubt), reading(MINUTE, MINUTE))


@pytest.mark.parametrize("boot", ["a", "z"])
def test_4_5_the_count_of_another_start_says_nothing(boot: str) -> None:
    assert judge(BEFORE, reading(2 * HOUR, 0.0), None).shift_seconds == 2 * HOUR
    assert judge(BEFORE, reading(2 * HOUR, 0.0, boot), None).shift_seconds == 0.0
    assert judge(BEFORE, reading(2 * HOUR, -1.0), None).shift_seconds == 0.0, "it began anew"


@pytest.mark.parametrize("passed", [0.25, 0.5, 1.5, HOUR])
def test_4_5_in_doubt_not_a_moment_counts(passed: float) -> None:
    before = replace(BEFORE, doubt=Doubt.STORAGES)
    assert judge(before, reading(passed, passed), []).shift_seconds == passed


@pytest.mark.parametrize("passed", [0.0, MINUTE, 2 * HOUR])
def test_4_4_a_clock_that_went_ahead_ends_no_future(passed: float) -> None:
    judged = judge(BEFORE, reading(passed), None)
    assert (judged.future_became, judged.mark.back_at) == (None, None)


@pytest.mark.parametrize("back", [0.5, MINUTE, HOUR])
def test_4_4_the_future_ends_at_once_where_the_clock_went_back_by_little(back: float) -> None:
    judged = judge(BEFORE, reading(-back), None)
    assert (judged.future_became, judged.mark.back_at) == (NOW - back, None)


@pytest.mark.parametrize("back", [HOUR + 1, 2 * HOUR])
def test_4_4_the_future_ends_once_a_clock_that_went_back_ran_on(back: float) -> None:
    went = NOW - back
    judged = judge(BEFORE, reading(-back), None)
    assert (judged.future_became, judged.mark.back_at) == (None, went)
    soon = judge(judged.mark, Reading(went + SETTLED_SECONDS - 1, None), None)
    assert (soon.future_became, soon.mark.back_at) == (None, went)
    later = judge(soon.mark, Reading(went + SETTLED_SECONDS, None), None)
    assert (later.future_became, later.mark.back_at) == (went, None)


@pytest.mark.parametrize(
    ("back", "passed", "ends"),
    [
        (1.0, 2 * HOUR, True),
        (0.9, 2 * HOUR, False),
        (HOUR, 2 * HOUR, True),
        (HOUR, HOUR, True),
        (HOUR + 0.9, 2 * HOUR, True),
        (HOUR + 1, 2 * HOUR, False),
        (0.0, 2 * HOUR, False),
    ],
)
def test_4_4_the_future_ends_where_more_time_passed_than_the_clock_went_back(
    back: float, passed: float, *, ends: bool
) -> None:
    judged = judge(BEFORE, reading(passed - back, passed), None)
    assert judged.future_became == (NOW + passed - back if ends else None)


def test_4_4_the_future_ends_at_once_where_a_storage_agrees() -> None:
    judged = judge(BEFORE, reading(-YEAR), [nas(0.0)])
    assert (judged.future_became, judged.mark.back_at) == (NOW - YEAR, None)


def test_4_4_the_future_does_not_end_in_doubt() -> None:
    went = NOW - YEAR
    judged = judge(BEFORE, reading(-YEAR), None)
    assert (judged.future_became, judged.mark.back_at) == (None, went)
    judged = judge(judged.mark, Reading(went + 2 * HOUR, None), [own()])
    assert (judged.future_became, judged.mark.back_at) == (None, went)
    judged = judge(judged.mark, Reading(went + 2 * HOUR, None), [nas(0.0)])
    assert (judged.future_became, judged.mark.back_at) == (went, None)


def test_4_4_a_clock_that_jumped_ahead_again_went_back_to_where_it_is_now() -> None:
    judged = judge(replace(BEFORE, back_at=NOW - YEAR), reading(2 * DAY, 0.0), [nas(0.0)])
    assert (judged.future_became, judged.mark.back_at) == (NOW + 2 * DAY, None)
    judged = judge(replace(BEFORE, back_at=NOW), reading(2 * DAY, 0.0), None)
    assert (judged.future_became, judged.mark.back_at) == (None, NOW + 2 * DAY)


@pytest.mark.parametrize(
    ("passed", "ran", "witnesses", "until"),
    [
        (YEAR, 5 * MINUTE, [nas(-YEAR)], YEAR / 2),
        (YEAR, 5 * MINUTE, [], YEAR / 2),
        (YEAR, YEAR - DAY_SECONDS, [], YEAR - DAY_SECONDS),
        (YEAR, None, [nas(-YEAR)], YEAR / 2),
        (-YEAR, None, [nas(YEAR)], 0.0),
        (20 * DAY_SECONDS, None, [], 10 * DAY_SECONDS),
        (1.5 * DAY_SECONDS, None, [], DAY_SECONDS),
    ],
)
def test_4_5_what_the_clock_showed_before_it_jumped_ahead(
    passed: float, ran: float | None, witnesses: list[Witness], until: float
) -> None:
    judged = judge(BEFORE, reading(passed, ran), witnesses)
    assert judged.old_clock_until == NOW + until
