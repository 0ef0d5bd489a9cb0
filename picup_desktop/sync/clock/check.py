"""Decide whether this computer's clock is right and how much time has passed (DISASTERS 4-5).

Pure. The grace of deleted or replaced photos is measured by a clock that may be wrong: a dead
battery, a wrong year typed in, a computer that starts in 1970. So it is compared with other
sources: the kernel's uptime, and the clocks of the storages. Time that none of them
confirms does not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from picup_desktop.clock import Uptime
from picup_desktop.messages.message import Message
from picup_desktop.settings import DAY_SECONDS

AGREE_SECONDS = DAY_SECONDS
"""Clocks that differ by less are accurate enough to count days."""
SLACK_SECONDS = 60 * 60.0
"""A clock may be changed by up to this much without a question."""
MOST_AWAY_SECONDS = 60 * DAY_SECONDS
"""A computer may be off for this long before a person is asked whether its clock is right."""
SETTLED_SECONDS = 60 * 60.0
"""A clock that went back and ran on for this long is not a wrong one that is set right soon."""
LEAST_BACK_SECONDS = 1.0
"""The wall clock and the kernel's count, read one after the other, are apart by less."""
ASK_AGAIN_SECONDS = DAY_SECONDS


class Doubt(StrEnum):
    """The reason why the clock may be wrong."""

    NONE = ""
    STORAGES = "storages"
    """The clock of every storage that answered differs from this computer's."""
    JUMP = "jump"
    """The clock moved by more than can be explained, and no other clock answered."""


@dataclass(frozen=True)
class Reading:
    """This computer's clocks at one moment: Unix seconds, and the time since its start."""

    wall: float
    uptime: Uptime | None


@dataclass(frozen=True)
class Witness:
    """The seconds by which a storage's clock is ahead of this computer's.

    ``independent`` is False if it may be this computer's own clock, whose agreement proves
    nothing.
    """

    ahead_seconds: float
    independent: bool


@dataclass(frozen=True)
class ClockMark:
    """The state saved at the last check; times are Unix seconds by the clock at that time."""

    wall: float
    boot: str = ""
    uptime_seconds: float = 0.0
    agreed: bool = False
    """Whether an independent clock agreed, and the clock has run evenly since."""
    asked_at: float | None = None
    """The time when storages were last asked."""
    apart_seconds: float = 0.0
    """The total by which the clock moved without an explanation."""
    ahead_seconds: float = 0.0
    """The lead of the storage clock that was nearest to this computer's."""
    doubt: Doubt = Doubt.NONE
    back_at: float | None = None
    """The time that the clock went back to; later times that were recorded before may be wrong."""


@dataclass(frozen=True)
class Judgement:
    """The new mark, and the seconds by which to shift all due times (later if positive)."""

    mark: ClockMark
    shift_seconds: float
    old_clock_until: float
    """The latest time that the clock can have shown before it jumped ahead."""
    future_became: float | None = None
    """When what has a time in the future was, if such times are known to be wrong."""


def doubt_reason(mark: ClockMark) -> Message | None:
    """Return why the clock is not trusted and what to do; None if it is trusted."""
    ahead, apart = mark.ahead_seconds / DAY_SECONDS, mark.apart_seconds / DAY_SECONDS
    if mark.doubt is Doubt.STORAGES and ahead > 0:
        return Message("computers-clock-days-behind-storages", ahead=ahead)
    if mark.doubt is Doubt.STORAGES:
        behind = -ahead
        return Message("computers-clock-days-ahead-storages", behind=behind)
    if mark.doubt is Doubt.JUMP and apart > 0:
        return Message("computers-clock-went-ahead-by", apart=apart)
    if mark.doubt is Doubt.JUMP:
        back = -apart
        return Message("computers-clock-went-back-by", back=back)
    return None


def must_ask(before: ClockMark, now: Reading) -> bool:
    """Return whether to ask the storages for their time."""
    if before.doubt is not Doubt.NONE or not _is_even(before, now):
        return True
    if before.asked_at is None:
        return True
    return not 0 <= now.wall - before.asked_at < ASK_AGAIN_SECONDS


def judge(before: ClockMark, now: Reading, witnesses: Sequence[Witness] | None) -> Judgement:
    """Judge the clock; ``witnesses`` is None if no storage was asked."""
    heard = witnesses or ()
    agree = any(w.independent and abs(w.ahead_seconds) <= AGREE_SECONDS for w in heard)
    apart = 0.0 if agree else before.apart_seconds + _stray(before, now)
    doubt = _doubt(before, heard, agree=agree, apart=apart)
    passed = now.wall - before.wall
    counted = 0.0 if doubt is not Doubt.NONE else _counted(before, now, agree=agree)
    shift = passed - counted
    if -DAY_SECONDS <= shift < 0 or (doubt is Doubt.NONE and 0 < shift <= SLACK_SECONDS):
        # Clocks are never quite even. A slightly late removal does no harm; an early one must
        # not happen.
        shift = 0.0
    still_agreed = witnesses is None and before.agreed and _is_even(before, now)
    back_at = _back_at(before, now)
    # An hour, as for summer time, is small however the two clocks were read.
    is_small = 0 < _went_back(before, now) < SLACK_SECONDS + LEAST_BACK_SECONDS
    is_settled = back_at is not None and (
        agree or is_small or now.wall - back_at >= SETTLED_SECONDS
    )
    future_became = back_at if is_settled and doubt is Doubt.NONE else None
    nearest = min((w.ahead_seconds for w in heard), key=abs, default=before.ahead_seconds)
    mark = ClockMark(
        wall=now.wall,
        boot="" if now.uptime is None else now.uptime.boot,
        uptime_seconds=0.0 if now.uptime is None else now.uptime.seconds,
        agreed=doubt is Doubt.NONE and (agree or still_agreed),
        asked_at=before.asked_at if witnesses is None else now.wall,
        apart_seconds=apart,
        ahead_seconds=nearest,
        doubt=doubt,
        back_at=back_at if future_became is None else None,
    )
    old_clock_until = _old_clock_until(before, now, counted)
    return Judgement(mark, shift, old_clock_until, future_became)


def _doubt(before: ClockMark, heard: Sequence[Witness], *, agree: bool, apart: float) -> Doubt:
    if agree:
        return Doubt.NONE
    if any(abs(w.ahead_seconds) > AGREE_SECONDS for w in heard):
        return Doubt.STORAGES
    if before.doubt is Doubt.STORAGES and not heard:
        # No clock has answered since that could end the doubt.
        return Doubt.STORAGES
    return Doubt.JUMP if abs(apart) > AGREE_SECONDS else Doubt.NONE


def _counted(before: ClockMark, now: Reading, *, agree: bool) -> float:
    """Return how many of the seconds on the clock have certainly passed."""
    passed, ran = now.wall - before.wall, _ran_seconds(before, now)
    if ran is not None:
        return ran
    if agree and before.agreed:
        # The clock was right at both ends, so the time between them is right as well.
        return max(0.0, passed)
    return min(max(0.0, passed), DAY_SECONDS)


def _old_clock_until(before: ClockMark, now: Reading, counted: float) -> float:
    """Return the latest time that the clock can have shown before it jumped ahead.

    What was recorded after the mark has a later time than it, and keeps that lead through every
    jump in doubt. So a time that is nearer to the mark than to now counts as recorded before.
    """
    ran = _ran_seconds(before, now) or 0.0
    return before.wall + max(ran, counted, (now.wall - before.wall) / 2)


def _back_at(before: ClockMark, now: Reading) -> float | None:
    """Return the time that the clock went back to; it may have jumped ahead again since."""
    if _went_back(before, now) > 0:
        return now.wall
    if before.back_at is not None and not _is_even(before, now):
        return now.wall
    return before.back_at


def _went_back(before: ClockMark, now: Reading) -> float:
    """Return the seconds by which the clock was set back since the last check; 0 if it was not.

    The kernel's count shows it also where more time passed since then.
    """
    passed, ran = now.wall - before.wall, _ran_seconds(before, now)
    lost = 0.0 if ran is None or ran - passed < LEAST_BACK_SECONDS else ran - passed
    return max(-passed, lost)


def _stray(before: ClockMark, now: Reading) -> float:
    """Return the seconds by which the clock moved without an explanation."""
    passed, ran = now.wall - before.wall, _ran_seconds(before, now)
    if ran is not None:
        return passed - ran if abs(passed - ran) > SLACK_SECONDS else 0.0
    return 0.0 if -SLACK_SECONDS <= passed <= MOST_AWAY_SECONDS else passed


def _is_even(before: ClockMark, now: Reading) -> bool:
    """Return whether the clock ran evenly since the last check."""
    passed, ran = now.wall - before.wall, _ran_seconds(before, now)
    if ran is not None:
        return abs(passed - ran) <= SLACK_SECONDS
    unknown = now.uptime is None and not before.boot
    return unknown and -SLACK_SECONDS <= passed <= DAY_SECONDS


def _ran_seconds(before: ClockMark, now: Reading) -> float | None:
    """Return the kernel's seconds since the last check; None after a restart."""
    uptime = now.uptime
    if uptime is None or uptime.boot != before.boot or uptime.seconds < before.uptime_seconds:
        return None
    return uptime.seconds - before.uptime_seconds
