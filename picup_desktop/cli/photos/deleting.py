"""``picup rm`` and ``picup deletions``: what leaves the storages, and the queue of it."""

from typing import Annotated

import typer

from picup_desktop.alerts.alert import deletions_alert
from picup_desktop.app import tell_now
from picup_desktop.cli.answers import Message as DeletionMessage
from picup_desktop.cli.answers import RemovedIds
from picup_desktop.cli.asking import given_passphrase, passphrase
from picup_desktop.cli.options import (
    HomeOption,
    JsonOption,
    PhotosArgument,
    chosen_home,
    has_subcommand,
    wants_json,
)
from picup_desktop.cli.output import answer, local_day, number, print_json, print_table, say
from picup_desktop.clock import SystemClock, iso
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.ipc.answers import DeletionsRun, Removed
from picup_desktop.engine.ipc.commands.deletions import Remove, RunDeletions
from picup_desktop.errors import ExitCode, NoStorageReached
from picup_desktop.home import Home
from picup_desktop.home_lock import home_lock
from picup_desktop.ledger.deletions.deletions import MessageRecord
from picup_desktop.ledger.schema.database import LedgerDamaged, LedgerUnusable
from picup_desktop.log import start_logging
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message
from picup_desktop.names import Shown, plain, shown
from picup_desktop.reading import reading
from picup_desktop.settings import Settings
from picup_desktop.sync.delete.spill import journal_beside, new_entry
from picup_desktop.words import Role

REASONS_SHOWN = 20

app = typer.Typer(invoke_without_command=True, help="The deletion queue.")


def rm(
    context: typer.Context,
    *,
    photos: PhotosArgument,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Delete photos: the originals go to the system's trash, the copies after the grace."""
    at = chosen_home(context, home)
    report = _remove(at, photos)
    if wants_json(context, json):
        print_json(_removed_json(report, photos))
    if report is None:
        say(
            f"{number(len(photos), 'photo')} will be deleted as soon as the ledger can be read;"
            " until then the journal beside it keeps that.",
            "yellow",
        )
        return
    for photo in report["already"]:
        say(f"{shown(photo['path'])} was deleted before.")
    for photo in report["deleted"]:
        say(f"{shown(photo['path'])} is deleted.")
    if report["journaled"] is not None:
        reason = report["journaled"]
        say(f"The queue could not be reached; the journal keeps it. {plain(reason)}", "yellow")
    for photo in report["kept"]:
        say(f"{shown(photo['path'])} was not deleted. {plain(photo['reason'])}", "red")
    if report["kept"]:
        raise typer.Exit(int(ExitCode.FAILED))


def _remove(home: Home, named: list[str]) -> Removed | None:
    """Delete; None if the ledger can't be read and the file beside it has the names (3-3)."""
    clock, tries, reason = SystemClock(), Settings().queue_tries, Message("")
    for _ in range(tries):
        try:
            return carry_out(home, given_passphrase, Remove(tuple(named)))
        except LedgerDamaged:
            # No later try can read it; a ledger that is brought back has other photos.
            raise
        except LedgerUnusable as error:
            reason = error.message
    with home_lock(home, clock), start_logging(home, to_terminal=False):
        journal_beside(home.ledger).add([new_entry(n, None, reason, clock.now()) for n in named])
        tell_now(home, given_passphrase, deletions_alert(clock.now()))
    return None


def _removed_json(report: Removed | None, named: list[str]) -> RemovedIds:
    if report is None:
        return {"deleted": [], "already": [], "kept": [], "journaled": named}
    deleted = [photo["id"] for photo in report["deleted"]]
    return {
        "deleted": deleted,
        "already": [photo["id"] for photo in report["already"]],
        "kept": [{"id": photo["id"], "reason": photo["reason"]} for photo in report["kept"]],
        "journaled": [] if report["journaled"] is None else deleted,
    }


@app.callback()
def deletions(context: typer.Context, *, home: HomeOption = None, json: JsonOption = False) -> None:
    """The queue: what waits to be removed from which storage, what was, and what can't be."""
    if has_subcommand(context, home, json=json):
        return
    with reading(chosen_home(context, home)) as ledger:
        messages = ledger.deletions.all()
        kept = ledger.versions.kept()
    if wants_json(context, json):
        print_json([_message_json(message) for message in messages])
        return
    if not messages:
        say("Nothing waits to be removed.")
        return
    print_table(
        ("Id", "State", "Storage", "Objects", "Tries", "Not before", "Last error"),
        (
            (
                str(message.id),
                message.state.value,
                message.role.value,
                str(len(message.objects)),
                str(message.attempts),
                iso(message.available_at),
                _text(message.last_error) or "",
            )
            for message in messages
        ),
    )
    if kept.objects:
        versions = number(kept.objects, "earlier version")
        stay = "" if kept.until is None else f" until {local_day(iso(kept.until))} at the latest"
        answer(f"{versions} of edited photos kept{plain(stay)}, among them.")


def _message_json(message: MessageRecord) -> DeletionMessage:
    return {
        "id": message.id,
        "state": message.state.value,
        "attempts": message.attempts,
        "available_at": iso(message.available_at),
        "storage": message.role.value,
        "objects": list(message.objects),
        "last_error": _text(message.last_error),
        "photos": list(message.photo_ids),
        "made_at": iso(message.made_at),
        "leased_until": None if message.leased_until is None else iso(message.leased_until),
    }


@app.command()
def run(
    context: typer.Context,
    *,
    now: Annotated[
        bool,
        typer.Option(
            "--now",
            help="Ignore back-off and grace; earlier versions of edited photos go too.",
        ),
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Remove what is due: one attempt at each message."""
    report = carry_out(chosen_home(context, home), passphrase, RunDeletions(now))
    if wants_json(context, json):
        print_json(
            {
                "removed": report["removed"],
                "queued_objects": report["queued_objects"],
                "dead_letters": report["dead_letters"],
                "away": report["away"],
                "kept": report["kept"],
            }
        )
    else:
        copies = number(report["removed"], "copy", "copies")
        left = number(report["queued_objects"], "copy", "copies")
        answer(f"{copies} removed; {left} left to remove.")
    _say_run(report)
    if len(report["away"]) == len(Role):
        raise NoStorageReached(" ".join(report["away"].values()))
    if report["away"] or report["refused"]:
        raise typer.Exit(int(ExitCode.FAILED))


def _say_run(report: DeletionsRun) -> None:
    for one in report["kept"]:
        copies = number(one["copies"], "copy stays", "copies stay")
        say(
            f"{copies}: many photos of {shown(one['album'])} changed, and what they were before is"
            " kept until you have answered: picup attention",
            "yellow",
        )
    for role, reason in report["away"].items():
        say(f"{plain(role)} could not be asked: {plain(reason)}", "yellow")
    for reason, times in list(report["refused"].items())[:REASONS_SHOWN]:
        say(f"{plain(reason)} ({number(times, 'message')})", "yellow")
    if report["new_dead_letters"]:
        dead = number(report["new_dead_letters"], "message")
        say(f"{dead} can't be carried out: picup attention", "red")


def _text(error: Message | None) -> Shown | None:
    return None if error is None else in_english(error)
