"""``picup photos turn``: how photos are shown; their files stay as they are."""

from typing import Annotated

import typer

from picup_desktop.cli.asking import given_passphrase
from picup_desktop.cli.options import (
    HomeOption,
    JsonOption,
    PhotosArgument,
    chosen_home,
    wants_json,
)
from picup_desktop.cli.output import answer, number, print_json, say
from picup_desktop.engine.ipc.commands.base import Command
from picup_desktop.engine.ipc.commands.turns import ShowAsFiles, TurnHow, TurnPhotos, UndoTurns
from picup_desktop.engine.ipc.picture_answers import PhotosTurned
from picup_desktop.errors import ExitCode, UsageError
from picup_desktop.names import Shown, plain, shown
from picup_desktop.words import Turn

SHOWN = 20
_WORDS = {
    Turn.UPRIGHT: "as its file says",
    Turn.MIRRORED: "left and right swapped",
    Turn.AROUND: "turned around",
    Turn.FLIPPED: "top and bottom swapped",
    Turn.TRANSPOSED: "turned left, then top and bottom swapped",
    Turn.RIGHT: "turned right",
    Turn.TRANSVERSED: "turned right, then top and bottom swapped",
    Turn.LEFT: "turned left",
}


def turn(
    context: typer.Context,
    *,
    named: PhotosArgument,
    right: Annotated[bool, typer.Option("--right", help="A quarter clockwise.")] = False,
    left: Annotated[bool, typer.Option("--left", help="A quarter counter-clockwise.")] = False,
    around: Annotated[bool, typer.Option("--around", help="By a half.")] = False,
    mirror: Annotated[bool, typer.Option("--mirror", help="Swap left and right.")] = False,
    flip: Annotated[bool, typer.Option("--flip", help="Swap top and bottom.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="As before their last turn.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="As their files say again.")] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Turn or mirror photos wherever they are shown. Their files are not touched."""
    given = {
        TurnHow.RIGHT: right,
        TurnHow.LEFT: left,
        TurnHow.AROUND: around,
        TurnHow.MIRROR: mirror,
        TurnHow.FLIP: flip,
    }
    hows = [how for how, is_given in given.items() if is_given]
    if len(hows) + undo + reset != 1:
        raise UsageError("one-way-to-turn")
    wanted: Command[PhotosTurned]
    if undo:
        wanted = UndoTurns(tuple(named))
    elif reset:
        wanted = ShowAsFiles(tuple(named))
    else:
        wanted = TurnPhotos(tuple(named), hows[0])
    # The list of photos loads no part of an engine.
    from picup_desktop.engine.commands.dispatch import carry_out  # noqa: PLC0415

    report = carry_out(chosen_home(context, home), given_passphrase, wanted)
    if wants_json(context, json):
        print_json(report)
    else:
        _tell(report)
    if report["deleted"] or report["gone"]:
        kept = number(report["deleted"] + report["gone"], "photo")
        say(f"{kept} stayed as they were: they were deleted, or are not there any more.", "yellow")
        raise typer.Exit(int(ExitCode.FAILED))


def _tell(report: PhotosTurned) -> None:
    for one in report["photos"][:SHOWN]:
        answer(f"{shown(one['path'])}: {_words(one['after'])}")
    more = report["changed"] - min(len(report["photos"]), SHOWN)
    if more:
        answer(f"and {number(more, 'photo')} more")
    if report["unchanged"]:
        are = plain("is" if report["unchanged"] == 1 else "are")
        say(f"{number(report['unchanged'], 'photo')} {are} shown that way already.")


def _words(turn_number: int) -> Shown:
    return plain(_WORDS[Turn(turn_number)])
