"""``picup kit``: a new recovery kit (6-5), and showing this computer the one that counts."""

from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import print_json, say
from picup_desktop.cli.vault.open import MOST_KIT_BYTES
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.ipc.commands.computers import NewKit
from picup_desktop.engine.ipc.commands.vault import ConfirmKit
from picup_desktop.errors import ExitCode, UsageError
from picup_desktop.messages.system import reason_of
from picup_desktop.names import plain, shown

app = typer.Typer(no_args_is_help=True, help="The recovery kit of this vault.")


@app.command("new")
def new_kit(
    context: typer.Context,
    *,
    recovery_kit: Annotated[
        Path, typer.Option("--recovery-kit", metavar="FILE", help="Where the new kit is written.")
    ],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Make a new recovery kit: the old one opens nothing that is sealed from now on.

    Do it when a kit was seen or lost. A vault of format 1, whose keys are not signed, is moved
    on by it. What the old kit could open, it still can.
    """
    file = recovery_kit.expanduser().absolute()
    made = carry_out(chosen_home(context, home), passphrase, NewKit(file))
    if wants_json(context, json):
        print_json(made)
    pdf = plain(made["recovery_kit_pdf"])
    say(f"The new recovery kit: {plain(str(file))} and, to print, {pdf}", "green")
    say("These computers belong to the vault: " + ", ".join(map(shown, made["computers"])))
    say("If one of them is none of yours: picup computer remove NAME", "yellow")
    say(
        "The old kit still opens what was sealed until now, with stock tools, and nothing that"
        " comes. PicUp refuses it."
    )
    for warning in made["warnings"]:
        say(str(plain(warning)), "yellow")
    if made["warnings"]:
        say("Keep the old kit until picup sync was through with both storages.", "yellow")
    if not made["written_to"]:
        raise typer.Exit(int(ExitCode.FAILED))


@app.command()
def confirm(
    context: typer.Context,
    *,
    recovery_kit: Annotated[
        Path, typer.Option("--recovery-kit", metavar="FILE", help="The kit, its key or words.")
    ],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Show this computer the recovery kit, once another computer made a new one."""
    try:
        with recovery_kit.expanduser().open("rb") as opened:
            kit = opened.read(MOST_KIT_BYTES).decode("utf-8", "replace")
    except OSError as error:
        why = reason_of(error)
        raise UsageError("kit-cant-read", file=str(recovery_kit), why=why) from error
    confirmed = carry_out(chosen_home(context, home), passphrase, ConfirmKit(kit))
    if wants_json(context, json):
        print_json(confirmed)
    say("This is the recovery kit of the vault.", "green")
