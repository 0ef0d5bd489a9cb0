"""``picup sync``: one pass over every album, then deletions due, then it ends."""

import typer

from picup_desktop.app import engine, reading
from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.lists import status_document, tell_status
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import number, print_json, say
from picup_desktop.cli.progress import pass_progress
from picup_desktop.errors import ExitCode, NoStorageReached
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import shown
from picup_desktop.sync.sync_pass import PassOrder, PassReport
from picup_desktop.words import AttentionKind, PhotoState

REASONS_SHOWN = 20


def sync(context: typer.Context, *, home: HomeOption = None, json: JsonOption = False) -> None:
    """Protect everything new, work through what is due, and end: 0 only if all is protected."""
    at = chosen_home(context, home)
    with engine(at, passphrase) as parts, pass_progress() as progress:
        report = parts.sync_pass(progress).run(PassOrder(ignore_back_off=True))
    with reading(at) as ledger:
        document = status_document(ledger)
        _say_reasons(ledger, report)
    if wants_json(context, json):
        skipped, restless = report.rescan.skipped, report.rescan.restless
        print_json({**document, "skipped_files": skipped, "restless": restless})
    else:
        tell_status(document)
    if report.nobody_reached:
        errors = [c.error.sentence for c in report.contacts.values() if c.error is not None]
        raise NoStorageReached(" ".join(errors))
    if report.unprotected or report.rescan.restless or report.rescan.unreadable:
        raise typer.Exit(int(ExitCode.FAILED))


def _say_reasons(ledger: Ledger, report: PassReport) -> None:
    """Each reason once, with how many photos it concerns."""
    concerned: dict[str, list[str]] = {}
    for state in (PhotoState.FAILED, PhotoState.WAITING, PhotoState.HALF_PROTECTED):
        for photo in ledger.photos.in_state(state):
            concerned.setdefault(photo.reason or "It waits for its turn.", []).append(photo.path)
    for reason, paths in list(concerned.items())[:REASONS_SHOWN]:
        others = f" and {number(len(paths) - 1, 'other')}" if len(paths) > 1 else ""
        say(f"{shown(paths[0])}{others}: {reason}", "yellow")
    for item in ledger.attention.all():
        if item.kind is AttentionKind.UNREADABLE:
            say(item.text, "yellow")
    if report.rescan.restless:
        say(
            f"{number(report.rescan.restless, 'file')} kept changing; the next sync takes them.",
            "yellow",
        )
