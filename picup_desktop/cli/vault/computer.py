"""``picup computer``: whose computers write to this vault, and removing one (6-5)."""

from typing import Annotated

import typer

from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import local_minute, print_json, print_table, say
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.commands.vault import computer_rows
from picup_desktop.engine.ipc.commands.computers import RemoveComputer, RenameComputer
from picup_desktop.names import plain, shown
from picup_desktop.reading import reading

app = typer.Typer(no_args_is_help=True, help="The computers that write to this vault.")

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Its name, or its id.")]


@app.command("list")
def list_computers(
    context: typer.Context, *, home: HomeOption = None, json: JsonOption = False
) -> None:
    """Every computer of the vault, when it last wrote, and which ones were removed."""
    with reading(chosen_home(context, home)) as ledger:
        rows = computer_rows(ledger)
    if wants_json(context, json):
        print_json(rows)
        return
    print_table(
        ("Name", "Id", "Last wrote", ""),
        (
            (
                shown(row["name"]),
                plain(row["id"]),
                "never" if row["last_wrote_at"] is None else local_minute(row["last_wrote_at"]),
                "this computer" if row["this"] else "removed" if row["removed"] else "",
            )
            for row in rows
        ),
    )


@app.command()
def remove(
    context: typer.Context,
    *,
    name: NameArgument,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Remove a computer that was stolen, sold or lost: what comes from now on is not for it.

    The vault and every album get new keys, which it never has. What it writes later is named
    and does not count. Its photos stay.
    """
    removed = carry_out(chosen_home(context, home), passphrase, RemoveComputer(name))
    if wants_json(context, json):
        print_json(removed)
    say(f"{shown(removed['name'])} does not belong to this vault any more.", "green")
    say(
        "It can still open what rested on the storages until now, if it gets at it. Change the"
        " login of both boxes (picup storage change), and its keys there.",
        "yellow",
    )
    for other in removed["let_in"]:
        say(f"It had let in {shown(other)}. If that is none of yours, remove it too.", "yellow")
    say("If the recovery kit was on it or near it, make a new one: picup kit new")
    for warning in removed["warnings"]:
        say(str(plain(warning)), "yellow")


@app.command()
def rename(
    context: typer.Context,
    *,
    name: NameArgument,
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new name.")],
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Give a computer another name; the others see it after the next sync."""
    renamed = carry_out(chosen_home(context, home), passphrase, RenameComputer(name, new))
    if wants_json(context, json):
        print_json(renamed)
    say(f"It is {shown(renamed['name'])} from now on.", "green")
