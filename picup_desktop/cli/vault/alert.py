"""``picup alert``: who is told when something needs a person. Notify URLs are never shown."""

from typing import Annotated

import typer

from picup_desktop.app import secret_store
from picup_desktop.cli.asking import ask_secret, passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import answer, print_json, print_table, say
from picup_desktop.engine.commands.alerts import targets_json
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.ipc.commands.vault import AddAlert, RemoveAlert, SetSetting, TestAlerts
from picup_desktop.errors import ExitCode, UsageError
from picup_desktop.names import plain
from picup_desktop.reading import reading

app = typer.Typer(no_args_is_help=True, help="Who is told when something needs you.")


@app.command()
def add(
    context: typer.Context,
    *,
    url: Annotated[
        str | None,
        typer.Argument(
            metavar="URL", help="Slack's webhook address, or mailto://, ntfy://, tgram:// ..."
        ),
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Add a target. Without URL you are asked for it, so it stays out of the shell's history."""
    given = url or ask_secret("Notify URL (not shown): ")
    if not given:
        raise UsageError("give-notify-url-such-as")
    added = carry_out(chosen_home(context, home), passphrase, AddAlert(given))
    if wants_json(context, json):
        print_json(added)
    say(
        f"Alerts go to {plain(added['target'])}, number {added['number']}. Try it: picup alert test"
    )


@app.command("list")
def list_targets(
    context: typer.Context, *, home: HomeOption = None, json: JsonOption = False
) -> None:
    """Every target by its number and kind."""
    at = chosen_home(context, home)
    with reading(at) as ledger:
        targets = targets_json(secret_store(at, ledger, passphrase).load())
    if wants_json(context, json):
        print_json(targets)
        return
    if not targets:
        say("Only this computer shows alerts. Add a target: picup alert add URL")
        return
    print_table(
        ("Number", "Target"), ((str(one["number"]), plain(one["target"])) for one in targets)
    )


@app.command()
def remove(
    context: typer.Context,
    *,
    number: Annotated[int, typer.Argument(metavar="N", min=1, help="As `alert list` shows it.")],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Remove a target."""
    removed = carry_out(chosen_home(context, home), passphrase, RemoveAlert(number))
    if wants_json(context, json):
        print_json(removed)
    say(f"Target {number} is told no longer.")


@app.command("file-names")
def file_names(
    context: typer.Context,
    *,
    choice: Annotated[str, typer.Argument(metavar="on|off", help="off: counts only.")],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Whether alerts may name photos, albums and addresses; off at first."""
    if choice not in {"on", "off"}:
        raise UsageError("file-names-on-or-off")
    at, named = chosen_home(context, home), choice == "on"
    carry_out(at, passphrase, SetSetting("alert_file_names", named))
    if wants_json(context, json):
        print_json({"file_names": named})
    say("Alerts name photos." if named else "Alerts give counts and no names.")


@app.command("test")
def send_test(context: typer.Context, *, home: HomeOption = None, json: JsonOption = False) -> None:
    """Send a test to the desktop and every notify URL: 0 only if each URL took it."""
    outcomes = carry_out(chosen_home(context, home), passphrase, TestAlerts())["outcomes"]
    if wants_json(context, json):
        print_json(
            [
                {"target": one["target"], "taken": one["taken"], "reason": one["reason"]}
                for one in outcomes
            ]
        )
    else:
        for one in outcomes:
            answer(plain(one["reason"]), "green" if one["taken"] else "red")
    if any(one["far"] and not one["taken"] for one in outcomes):
        raise typer.Exit(int(ExitCode.FAILED))
