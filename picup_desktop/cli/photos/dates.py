"""``picup photos date``: correct when photos were taken; their files stay as they are."""

import re
from datetime import timedelta
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
from picup_desktop.cli.photos.duplicates import duplicates
from picup_desktop.cli.photos.export import export
from picup_desktop.cli.photos.lists import photos
from picup_desktop.cli.photos.turns import turn
from picup_desktop.engine.ipc.answers import DatesCorrected
from picup_desktop.engine.ipc.commands.base import Command
from picup_desktop.engine.ipc.commands.dates import CorrectDates, UndoDates, UseFileDates
from picup_desktop.engine.ipc.commands.photos import AskForDates
from picup_desktop.errors import ExitCode, UsageError
from picup_desktop.names import Shown, plain, shown

SHOWN = 20
_OFFSET = re.compile(
    r"(?P<sign>[+-])(?=[0-9])(?:(?P<days>[0-9]{1,7})d)?(?:(?P<hours>[0-9]{1,7})h)?"
    r"(?:(?P<minutes>[0-9]{1,7})m)?(?:(?P<seconds>[0-9]{1,7})s)?"
)

app = typer.Typer(
    invoke_without_command=True, help="The list of photos, their dates, and how they are shown."
)
app.callback()(photos)
app.command()(duplicates)
app.command()(turn)
app.command()(export)


@app.command()
def date(
    context: typer.Context,
    *,
    named: PhotosArgument,
    set_to: Annotated[
        str | None,
        typer.Option(
            "--set",
            metavar="DATE",
            help="When they were taken, by the clock there: 2008-05-30 or 2008-05-30T12:00.",
        ),
    ] = None,
    keep_intervals: Annotated[
        bool,
        typer.Option(
            "--keep-intervals", help="Give DATE to the earliest, and move the others by as much."
        ),
    ] = False,
    shift: Annotated[
        str | None,
        typer.Option(metavar="OFFSET", help="Move every date: +1h, -30m, +2d or -1d12h."),
    ] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="The dates that they had before their last correction.")
    ] = False,
    reset: Annotated[bool, typer.Option("--reset", help="The dates of their files again.")] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Correct when photos were taken. Their files are not touched."""
    if [set_to is not None, shift is not None, undo, reset].count(True) != 1:
        raise UsageError("one-way-to-correct")
    if keep_intervals and set_to is None:
        raise UsageError("one-way-to-correct")
    wanted: Command[DatesCorrected]
    if undo:
        wanted = UndoDates(tuple(named))
    elif reset:
        wanted = UseFileDates(tuple(named))
    elif shift is not None:
        wanted = CorrectDates(tuple(named), seconds=offset_seconds(shift))
    else:
        wanted = CorrectDates(tuple(named), taken_at=set_to, keep_intervals=keep_intervals)
    # The list of photos loads no part of an engine.
    from picup_desktop.engine.commands.dispatch import carry_out  # noqa: PLC0415

    at = chosen_home(context, home)
    if shift is not None or keep_intervals:
        # What moves is the date in the file.
        carry_out(at, given_passphrase, AskForDates())
    report = carry_out(at, given_passphrase, wanted)
    if wants_json(context, json):
        print_json(report)
    else:
        _tell(report)
    if report["deleted"] or report["gone"]:
        kept = number(report["deleted"] + report["gone"], "photo")
        say(
            f"{kept} kept the dates they had: they were deleted, or are not there any more.",
            "yellow",
        )
        raise typer.Exit(int(ExitCode.FAILED))


def offset_seconds(text: str) -> int:
    """Return the seconds of ``+1h`` or ``-1d12h30m``. UsageError for anything else."""
    found = _OFFSET.fullmatch(text)
    if found is None:
        raise UsageError("not-offset-of-dates", offset=shown(text))
    parts = {name: int(many) for name, many in found.groupdict().items() if name != "sign" and many}
    seconds = int(timedelta(**parts).total_seconds())
    return -seconds if found["sign"] == "-" else seconds


def _tell(report: DatesCorrected) -> None:
    for one in report["photos"][:SHOWN]:
        answer(f"{shown(one['path'])}: {_words(one['before'])} is now {_words(one['after'])}")
    more = report["changed"] - min(len(report["photos"]), SHOWN)
    if more:
        answer(f"and {number(more, 'photo')} more")
    if report["unchanged"]:
        have = plain("has" if report["unchanged"] == 1 else "have")
        say(f"{number(report['unchanged'], 'photo')} {have} that date already.")


def _words(moment: str) -> Shown:
    return plain(moment.replace("T", " "))
