"""``picup passphrase``: the passphrase that seals this computer's secrets without a keyring."""

import typer

from picup_desktop.app import check_sealed
from picup_desktop.cli.asking import another_passphrase, passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import print_json, say
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.ipc.commands.engine import ChangePassphrase
from picup_desktop.errors import NoPermission
from picup_desktop.reading import reading

app = typer.Typer(no_args_is_help=True, help="The passphrase of this computer's secrets.")


@app.callback()
def group() -> None:
    """The passphrase of this computer's secrets."""


@app.command()
def change(context: typer.Context, *, home: HomeOption = None, json: JsonOption = False) -> None:
    """Seal the secrets of a computer without a keyring by another passphrase.

    It asks for the one of now and for the new one, or takes PICUP_PASSPHRASE and
    PICUP_NEW_PASSPHRASE. One that is easy to guess is refused with the reason.
    """
    chosen = chosen_home(context, home)
    with reading(chosen):
        # A question is worth asking only where there is a vault, and a file that it is about.
        check_sealed(chosen)
    current = passphrase()
    if not current:
        raise NoPermission("vault-locked-nobody-ask-for")
    new = another_passphrase()
    if new is None:
        raise NoPermission("no-new-passphrase-and-nobody-to-ask")
    carry_out(chosen, lambda: current, ChangePassphrase(current, new))
    if wants_json(context, json):
        print_json({"changed": True})
    say(
        "The new passphrase seals this computer's secrets; the old one does not open them.", "green"
    )
    say("Where the passphrase is kept for a start without a person, change it there too.")
    say(
        "A copy of this home that somebody made before still opens with the old one. If that may"
        " be, change the logins of both storages too (picup storage change).",
        "yellow",
    )
