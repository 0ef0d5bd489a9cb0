"""The manual pages, from what the command line says of itself.

usage: man.py DATE    (to look at them; the packages take them from here)
"""

import sys
from collections.abc import Iterator
from datetime import datetime

import typer
from typer.core import TyperCommand, TyperGroup

from picup_desktop import __version__
from picup_desktop.cli.main import COMMANDS, add_commands, app
from picup_desktop.errors import ExitCode

WINDOW = """\
.SH NAME
picup\\-desktop \\- the window of PicUp Desktop, which keeps photos sealed on two storages
.SH SYNOPSIS
.B picup\\-desktop
[\\fB\\-\\-home\\fR \\fIDIR\\fR]
.SH DESCRIPTION
Opens the window, or brings the one that is open to the front. It speaks English and Korean.
Closed, it goes on in the tray and keeps protecting photos.
.SH SEE ALSO
.BR picup (1)
"""
EXIT_CODES = {
    ExitCode.DONE: "Done.",
    ExitCode.FAILED: "Done in part, or failed; each reason is on standard error.",
    ExitCode.USAGE: "Wrong usage.",
    ExitCode.NO_PERMISSION: "No permission: the vault is locked, or a secret is wrong.",
    ExitCode.NO_STORAGE: "No storage could be reached.",
    ExitCode.IN_USE: "Another program uses the home.",
}
FILES = """\
.SH FILES
.TP
.I ~/.local/share/picup\\-desktop
The ledger, the settings, the logs and what waits to be sent;
\\fB\\-\\-home\\fR or \\fBPICUP_HOME\\fR name another folder.
.TP
.I ~/.cache/picup\\-desktop
Small pictures, which can be made anew.
"""


def pages(changed: datetime) -> dict[str, str]:
    """Every page by its name, as ``man`` reads them; ``changed`` stands at their foot."""
    add_commands(app, COMMANDS)
    command = typer.main.get_command(app)
    if not isinstance(command, TyperGroup):
        raise TypeError(f"picup is no group of commands but {command!r}")
    return {
        "picup": title("picup", changed) + "".join(command_page(command)),
        "picup-desktop": title("picup-desktop", changed) + WINDOW,
    }


def title(name: str, changed: datetime) -> str:
    """The first line."""
    return f'.TH "{name.upper()}" 1 "{changed:%Y-%m-%d}" "PicUp Desktop {__version__}"\n'


def command_page(command: TyperGroup) -> Iterator[str]:
    """The page of ``picup``: each command with its words and switches."""
    yield ".SH NAME\npicup \\- keeps every photo, sealed, on two storages, and can prove it\n"
    yield ".SH SYNOPSIS\n.B picup\n[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGS\\fR]...\n"
    yield ".SH OPTIONS\n"
    yield from switches(command, typer.Context(command, info_name="picup"))
    yield ".SH COMMANDS\n"
    yield from commands(command, typer.Context(command, info_name="picup"))
    yield ".SH EXIT STATUS\n"
    for code in ExitCode:
        yield f".TP\n.B {int(code)}\n{escaped(EXIT_CODES[code])}\n"
    yield FILES
    yield ".SH SEE ALSO\n.BR picup\\-desktop (1)\n"


def commands(group: TyperGroup, context: typer.Context) -> Iterator[str]:
    """Each command below a group, in the order ``--help`` has."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        below = typer.Context(command, info_name=name, parent=context)
        if isinstance(command, TyperGroup):
            yield from commands(command, below)
            continue
        words = " ".join(command.collect_usage_pieces(below))
        path = below.command_path
        yield f'.SS "{escaped(path)} {escaped(words)}"\n'
        yield escaped(" ".join((command.help or "").split())) + "\n"
        yield from switches(command, below)


def switches(command: TyperCommand | TyperGroup, context: typer.Context) -> Iterator[str]:
    """Each option with what it does."""
    for parameter in command.get_params(context):
        told = parameter.get_help_record(context)
        if told is not None and not getattr(parameter, "hidden", False):
            names, does = told
            yield f".TP\n.B {escaped(names)}\n{escaped(' '.join(does.split()))}\n"


def escaped(text: str) -> str:
    """Text that roff takes as it is."""
    safe = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe


def main() -> None:
    """Both pages after one another, each below its name."""
    for name, text in pages(datetime.fromisoformat(sys.argv[1])).items():
        sys.stdout.write(f"==> {name}\n{text}")


if __name__ == "__main__":
    main()
