"""``picup verify``: reads objects back on both storages and compares them with the ledger."""

from typing import Annotated

import typer

from picup_desktop.app import engine
from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.costs import say_costs
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import number, print_json, say, size
from picup_desktop.cli.progress import PassPrinter, job_progress
from picup_desktop.engine.commands.verify import verified_json, verify_with
from picup_desktop.engine.ipc.commands.vault import Verify
from picup_desktop.engine.ipc.holder import by_whoever_holds
from picup_desktop.engine.ipc.setup_answers import Verified
from picup_desktop.errors import ExitCode, UsageError
from picup_desktop.home import Home
from picup_desktop.names import plain, shown
from picup_desktop.sync.pass_order import PassOrder
from picup_desktop.sync.verify.report import VerifyOrder
from picup_desktop.words import Role

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
    checksums: Annotated[
        bool,
        typer.Option(
            "--checksums",
            help="With --all: ask a bucket's store for its checksums, where it compares them.",
        ),
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
    if checksums and not everything:
        raise UsageError("verify-checksums-without-all")
    order = VerifyOrder(everything=everything, sums=checksums, repair=repair)
    if everything:
        say_costs(at, tuple(Role), by_sums=checksums, offers_sums=True)
    document = _verify(at, order, remove_unknown=remove_unknown)
    if wants_json(context, json):
        print_json(document)
    tell(document, repair=repair)
    healed = {(one["storage"], one["object"]) for one in document["repaired"]}
    bad = {(one["storage"], one["object"]) for one in (*document["missing"], *document["damaged"])}
    journal_bad = bool(document["journal"]) and not repair
    if bad - healed or document["not_reached"] or document["lost"] or journal_bad:
        raise typer.Exit(int(ExitCode.FAILED))


def _verify(home: Home, order: VerifyOrder, *, remove_unknown: bool) -> Verified:
    def by_itself() -> Verified:
        with engine(home, passphrase, reads=True) as parts, job_progress() as progress:
            found = verify_with(parts, order, progress, remove_unknown=remove_unknown)
            told = verified_json(parts.ledger, found)
            if any(one.source == "local" for one in found.repair.repaired):
                # Their originals are here: they are uploaded again, under new names.
                parts.sync_pass(PassPrinter(None)).run(PassOrder(ignore_back_off=True))
            return told

    command = Verify(order.everything, order.repair, remove_unknown, sums=order.sums)
    return by_whoever_holds(home, by_itself, command)


def tell(document: Verified, *, repair: bool) -> None:
    """Print what was found, and what can be done about it."""
    for kind, found in (("missing", document["missing"]), ("damaged", document["damaged"])):
        for one in found[:SHOWN]:
            named = ", ".join(shown(f"{p['album']}/{p['path']}") for p in one["photos"][:3])
            names = plain(named or "an earlier version, or a deleted photo")
            say(
                f"{plain(one['storage'])}: {plain(one['object'])} is {plain(kind)} ({names})",
                "red",
            )
    for healed in document["repaired"][:SHOWN]:
        where, name = plain(healed["storage"]), plain(healed["object"])
        say(f"{where}: {name} was repaired from {plain(healed['from'])}", "green")
    for left in document["not_repaired"][:SHOWN]:
        say(
            f"{plain(left['storage'])}: {plain(left['object'])}: {plain(left['reason'])}",
            "red",
        )
    for finding in document["journal"][:SHOWN]:
        say(f"{plain(finding['check'])}: {plain(finding['text'])}", "yellow")
    offered = [one for one in document["unknown"] if one["offered"] and not one["removed"]]
    if offered:
        many = number(len(offered), "object")
        say(f"{many} that no computer names. To remove: picup verify --remove-unknown", "yellow")
    for role, sentence in document["not_reached"].items():
        say(f"{plain(role)}: {plain(sentence)}", "yellow")
    bad = len(document["missing"]) + len(document["damaged"])
    if bad and not repair:
        say("To heal what can be healed: picup verify --repair")
    checked = number(document["checked"], "copy", "copies")
    say(f"{checked} read back, {size(document['bytes'])}; {bad} were bad.")
    if document["vouched"]:
        vouched = number(document["vouched"], "copy", "copies")
        say(f"{vouched} not read: the store of a bucket has the right checksum of each.")
