"""``picup verify``: reads objects back on both storages and compares them with the ledger."""

from typing import Annotated, Any

import typer

from picup_desktop.app import engine
from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import number, print_json, say, size
from picup_desktop.cli.progress import PassProgress, job_progress
from picup_desktop.engine.commands.faces import by_whoever_holds
from picup_desktop.engine.commands.verify import verify_with
from picup_desktop.errors import ExitCode
from picup_desktop.home import Home
from picup_desktop.names import shown
from picup_desktop.sync.sync_pass import PassOrder
from picup_desktop.sync.verify.verify import VerifyOrder

SHOWN = 20


def verify(
    context: typer.Context,
    *,
    repair: Annotated[
        bool, typer.Option("--repair", help="Heal one storage from the other, or from the files.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Read every byte now, not only a day's share of 90.")
    ] = False,
    remove_unknown: Annotated[
        bool,
        typer.Option(
            "--remove-unknown", help="Remove objects that no computer names, older than a day."
        ),
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Look for what is missing, damaged or unknown on main and backup."""
    at = chosen_home(context, home)
    order = VerifyOrder(everything=everything, repair=repair)
    document = _verify(at, order, remove_unknown=remove_unknown)
    if wants_json(context, json):
        print_json(document)
    _say(document, repair=repair)
    healed = {(one["storage"], one["object"]) for one in document["repaired"]}
    bad = {(one["storage"], one["object"]) for kind in BAD for one in document[kind]}
    journal_bad = bool(document["journal"]) and not repair
    if bad - healed or document["not_reached"] or document["lost"] or journal_bad:
        raise typer.Exit(int(ExitCode.FAILED))


BAD = ("missing", "damaged")


def _verify(home: Home, order: VerifyOrder, *, remove_unknown: bool) -> dict[str, Any]:
    def by_itself() -> dict[str, Any]:
        with engine(home, passphrase) as parts, job_progress() as progress:
            told = verify_with(parts, order, progress, remove_unknown=remove_unknown)
            if any(one["from"] == "local" for one in told["repaired"]):
                # Their originals are here: they are uploaded again, under new names.
                parts.sync_pass(PassProgress(None)).run(PassOrder(ignore_back_off=True))
            return told

    document: dict[str, Any] = by_whoever_holds(
        home,
        by_itself,
        "verify",
        everything=order.everything,
        repair=order.repair,
        remove_unknown=remove_unknown,
    )
    return document


def _say(document: dict[str, Any], *, repair: bool) -> None:
    for kind in BAD:
        for one in document[kind][:SHOWN]:
            names = ", ".join(shown(f"{p['album']}/{p['path']}") for p in one["photos"][:3])
            say(f"{one['storage']}: {one['object']} is {kind} ({names})", "red")
    for one in document["repaired"][:SHOWN]:
        say(f"{one['storage']}: {one['object']} was repaired from {one['from']}", "green")
    for one in document["not_repaired"][:SHOWN]:
        say(f"{one['storage']}: {one['object']}: {one['reason']}", "red")
    for finding in document["journal"][:SHOWN]:
        say(f"{finding['check']}: {finding['text']}", "yellow")
    offered = [one for one in document["unknown"] if one["offered"] and not one["removed"]]
    if offered:
        many = number(len(offered), "object")
        say(f"{many} that no computer names. To remove: picup verify --remove-unknown", "yellow")
    for role, sentence in document["not_reached"].items():
        say(f"{role}: {sentence}", "yellow")
    bad = sum(len(document[kind]) for kind in BAD)
    if bad and not repair:
        say("To heal what can be healed: picup verify --repair")
    checked = number(document["checked"], "copy", "copies")
    say(f"{checked} read back, {size(document['bytes'])}; {bad} were bad.")
