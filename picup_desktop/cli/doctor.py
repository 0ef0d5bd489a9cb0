"""``picup doctor``: is everything as it must be, and what to do where it is not."""

from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.app import changing, engine, reading, secret_store
from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import answer, print_json, say
from picup_desktop.clock import SystemClock
from picup_desktop.errors import ExitCode, NoPermission, UsageError
from picup_desktop.home import Home
from picup_desktop.sync.checkup import Check, check_computer, storages_checks
from picup_desktop.sync.diagnostics import write_bundle
from picup_desktop.vault.kit import read_kit, recovery_identity


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
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Check secrets, storages, host keys, clocks, free space, albums and watch limits."""
    at = chosen_home(context, home)
    if bundle is not None:
        # First, for it needs neither secrets nor storages.
        with reading(at) as ledger:
            write_bundle(bundle.expanduser(), ledger, at, SystemClock())
        say(f"The diagnostics are in {bundle}. They hold no secrets and no file names.")
    if kit is not None:
        _confirm_kit(at, kit)
    checks, reached = _examine(at)
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
    with reading(home) as ledger:
        where = secret_store(home, ledger, passphrase).describe()
    with engine(home, passphrase) as parts:
        secrets = Check("secrets", ok=True, text=f"They rest in {where}, and can be read.")
        computer = check_computer(parts.ledger, parts.settings, home.folder)
        storages, reached = storages_checks(parts.storages, home.scratch, parts.clock)
    return [secrets, *computer, *storages], reached


def _confirm_kit(home: Home, file: Path) -> None:
    try:
        given = read_kit(file.expanduser().read_bytes())
    except OSError as error:
        raise UsageError(f"The kit {file} can't be read ({error.strerror or error}).") from error
    with changing(home) as ledger:
        vault = ledger.vaults.get()
        recipient = str(recovery_identity(given).recipient())
        if vault is None or recipient != vault.recovery_recipient:
            raise NoPermission("This recovery kit is of another vault. Look for the right one.")
        ledger.vaults.confirm_kit(SystemClock().now())


def _mark(check: Check) -> str:
    if not check.ok:
        return "✗"
    return "!" if check.advice else "✓"


def _style(check: Check) -> str:
    if not check.ok:
        return "red"
    return "yellow" if check.advice else "green"
