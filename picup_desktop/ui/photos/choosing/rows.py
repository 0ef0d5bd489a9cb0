"""Decide what a click or a key chooses, in ranges of rows. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QItemSelectionModel, Qt

Flag = QItemSelectionModel.SelectionFlag


class Part(Enum):
    """How much of some rows is chosen."""

    NONE = auto()
    SOME = auto()
    ALL = auto()


@dataclass(frozen=True, slots=True)
class Choice:
    """Rows, and what becomes of them."""

    rows: range
    command: Flag


@dataclass(frozen=True, slots=True)
class Held:
    """The keys that are held while something is pressed."""

    shift: bool = False
    ctrl: bool = False


def held_of(modifiers: Qt.KeyboardModifier) -> Held:
    """Return the held keys that matter here."""
    return Held(
        shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
        ctrl=bool(modifiers & Qt.KeyboardModifier.ControlModifier),
    )


def between(one: int, other: int) -> range:
    """Return the rows from one to another, both included, in whatever order they are."""
    return range(min(one, other), max(one, other) + 1)


def pressed(row: int, anchor: int, held: Held, *, on_tick: bool, is_chosen: bool) -> Choice:
    """Return what a press on a photo chooses; ``anchor`` is the row pressed before.

    A tick, and Ctrl, turn one photo and leave the others as they are; Shift takes all from the
    anchor to it.
    """
    turns = on_tick or held.ctrl
    if held.shift:
        return Choice(between(anchor, row), Flag.Select if turns else Flag.ClearAndSelect)
    if turns:
        return Choice(between(row, row), Flag.Deselect if is_chosen else Flag.Select)
    return Choice(between(row, row), Flag.ClearAndSelect)


def turned(rows: range, part: Part) -> Choice:
    """Return what the tick of a heading does: all are chosen, or none if all were."""
    return Choice(rows, Flag.Deselect if part is Part.ALL else Flag.Select)


def merged(spans: Iterable[range]) -> list[range]:
    """Return ranges in their order, without those that overlap or touch."""
    runs: list[range] = []
    for span in sorted(spans, key=lambda each: each.start):
        if not span:
            continue
        if runs and span.start <= runs[-1].stop:
            runs[-1] = range(runs[-1].start, max(runs[-1].stop, span.stop))
        else:
            runs.append(span)
    return runs


def part_of(runs: Sequence[range], rows: range) -> Part:
    """Return how much of ``rows`` the chosen ranges, which do not overlap, contain."""
    inside = sum(max(0, min(run.stop, rows.stop) - max(run.start, rows.start)) for run in runs)
    if not inside:
        return Part.NONE
    return Part.ALL if inside == len(rows) else Part.SOME
