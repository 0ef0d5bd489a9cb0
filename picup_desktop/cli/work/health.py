"""``picup health``: whether the background program works, for a supervisor that asks.

What waits for a person is no fault of the program: starting it anew would cure none of it.
"""

import typer

from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import answer, print_json
from picup_desktop.engine.ipc.answers import Greeting
from picup_desktop.engine.ipc.client import EngineClient, NoEngine
from picup_desktop.errors import ExitCode
from picup_desktop.home import Home
from picup_desktop.names import Shown, plain


def health(
    context: typer.Context,
    *,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Ask the background program whether it is there, and has its vault open.

    It ends 0 if so, 1 if nothing answers within 5 s, 2 if there is no vault yet, 3 if the vault
    is locked. What waits for a person does not count: see picup status and picup attention.
    """
    greeting = _greeting(chosen_home(context, home))
    code, sentence = judged(greeting)
    if wants_json(context, json):
        print_json(
            {
                "answers": greeting is not None,
                "vault": greeting is not None and greeting["vault"],
                "locked": None if greeting is None else greeting["locked"],
                "program": None if greeting is None else greeting["program"],
            }
        )
    else:
        answer(sentence, style="green" if code is ExitCode.DONE else "yellow")
    if code is not ExitCode.DONE:
        raise typer.Exit(int(code))


def judged(greeting: Greeting | None) -> tuple[ExitCode, Shown]:
    """Return the exit code for an answer, and what a person reads; None: nobody answered."""
    if greeting is None:
        return ExitCode.FAILED, plain("The background program does not answer, or does not run.")
    if not greeting["vault"]:
        return ExitCode.USAGE, plain("It runs and has no vault yet. Make one: picup setup")
    if greeting["locked"]:
        return ExitCode.NO_PERMISSION, plain("It runs, and its vault is locked.")
    return ExitCode.DONE, plain("It runs, and its vault is open.")


def _greeting(home: Home) -> Greeting | None:
    client = EngineClient(home)
    try:
        return client.connect()
    except NoEngine:
        return None
    finally:
        client.close()
