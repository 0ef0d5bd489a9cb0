"""Commands about photos that a person turns; their files stay as they are."""

from dataclasses import dataclass
from enum import StrEnum

from picup_desktop.engine.ipc import picture_answers as answers
from picup_desktop.engine.ipc.commands.base import Command


class TurnHow(StrEnum):
    """The turns that a person asks for."""

    RIGHT = "right"
    LEFT = "left"
    AROUND = "around"
    MIRROR = "mirror"
    """Left and right are swapped."""
    FLIP = "flip"
    """Top and bottom are swapped."""


@dataclass(frozen=True)
class TurnPhotos(Command[answers.PhotosTurned], command="turn"):
    """Show photos turned by so much more."""

    photos: tuple[str, ...]
    how: TurnHow


@dataclass(frozen=True)
class UndoTurns(Command[answers.PhotosTurned], command="turn_undo"):
    """Show photos as before their last turn."""

    photos: tuple[str, ...]
    made_here: bool = False
    """Leave out those that another computer turned last."""


@dataclass(frozen=True)
class ShowAsFiles(Command[answers.PhotosTurned], command="turn_as_files"):
    """Show photos as their files say again."""

    photos: tuple[str, ...]
