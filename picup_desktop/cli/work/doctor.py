"""``picup doctor``: is everything as it must be, and what to do where it is not."""

from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.app import reading
from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import answer, print_json, say
from picup_desktop.cli.vault.drill import run_drill
from picup_desktop.clock import SystemClock
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.ipc import commands
from picup_desktop.errors import ExitCode, UsageError
from picup_desktop.home import Home
from picup_desktop.sync.health.checkup import Check
from picup_desktop.sync.health.diagnostics import write_bundle


def doctor(
    context: typer.Context,
    *,
    kit: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also make sure that this recovery kit opens the vault."),
    ] = None,
    bundle: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also write a zip for whoever helps you: no secrets, no names."
        ),
    ] = None,
    drill: Annotated[
        bool,
        typer.Option("--drill", help="Restore a random sample with --kit FILE alone, and compare."),
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Check secrets, storages, host keys, clocks, free space, albums and watch limits."""
    at = chosen_home(context, home)
    if bundle is not None:
        # First, because it needs neither secrets nor storages.
        with reading(at) as ledger:
            write_bundle(bundle.expanduser(), ledger, at, SystemClock())
        say(f"The diagnostics are in {bundle}. They hold no secrets and no file names.")
    if kit is not None:
        _confirm_kit(at, kit)
    if drill and kit is None:
        raise UsageError("The drill restores with the recovery kit alone: name it with --kit FILE.")
    checks, reached = _examine(at)
    if drill and kit is not None:
        checks += run_drill(at, kit)
    if wants_json(context, json):
        print_json(
            [{"check": c.name, "ok": c.ok, "advice": c.advice, "text": c.text} for c in checks]
        )
    else:
        for check in checks:
            answer(f"{_mark(check)} {check.name}: {check.text}", _style(check))
    if not reached:
        raise typer.Exit(int(ExitCode.NO_STORAGE))
    if not all(check.ok for check in checks):
        raise typer.Exit(int(ExitCode.FAILED))


def _examine(home: Home) -> tuple[list[Check], bool]:
    told = carry_out(home, passphrase, commands.Check())
    return [Check(**check) for check in told["checks"]], told["reached"]


def _confirm_kit(home: Home, file: Path) -> None:
    try:
        given = file.expanduser().read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise UsageError(f"The kit {file} can't be read ({error.strerror or error}).") from error
    carry_out(home, passphrase, commands.ConfirmKit(given))


def _mark(check: Check) -> str:
    if not check.ok:
        return "✗"
    return "!" if check.advice else "✓"


def _style(check: Check) -> str:
    if not check.ok:
        return "red"
    return "yellow" if check.advice else "green"
