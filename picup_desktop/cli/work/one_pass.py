"""One pass of the command line, and what it tells: ``sync.py`` loads it."""

from math import inf

import typer

from picup_desktop.app import engine
from picup_desktop.attention.causes import Cause
from picup_desktop.cli.answers import Status, Synced
from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.left_out import told_beside
from picup_desktop.cli.output import number, print_json, say
from picup_desktop.cli.photos.status import status_json, tell_status
from picup_desktop.cli.progress import pass_progress
from picup_desktop.engine.ipc.commands.engine import Sync
from picup_desktop.engine.ipc.events import PassResult
from picup_desktop.engine.ipc.holder import by_whoever_holds
from picup_desktop.engine.pass_scheduler import pass_json
from picup_desktop.errors import ExitCode, NoStorageReached
from picup_desktop.home import Home
from picup_desktop.ledger.evidence import Evidence, all_seen
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.left_out import left_out_everywhere
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.messages.catalogue import in_english
from picup_desktop.names import NO_WORDS, Shown, plain, shown
from picup_desktop.reading import reading
from picup_desktop.sync.pass_order import PassOrder
from picup_desktop.vault.secret_store import SecretStore
from picup_desktop.words import AttentionKind, PhotoState

REASONS_SHOWN = 20


def sync_once(home: Home, store: SecretStore | None, *, json: bool) -> None:
    """Run one pass and tell what is protected; typer.Exit(1) unless all is.

    ``store`` has the secrets, where they are being opened already. NoStorageReached, and what
    opening the home raises.
    """
    report = one_pass(home, store=store)
    with reading(home) as ledger:
        document = status_json(ledger)
        left_out = told_beside(left_out_everywhere(ledger))
        _say_reasons(ledger, restless=report["restless"])
    if json:
        skipped, restless = report["skipped_files"], report["restless"]
        synced: Synced = {**document, "skipped_files": skipped, "restless": restless}
        print_json(synced)
    else:
        tell_status(document, left_out)
    if report["nobody_reached"]:
        raise NoStorageReached(" ".join(report["reasons"].values()))
    unfinished = report["unprotected"] or report["restless"] or report["unreadable"]
    unfinished = unfinished or report["lost"] or not _is_seen(document)
    if unfinished or document["pass_fault"] is not None or document["home_hold"] is not None:
        raise typer.Exit(int(ExitCode.FAILED))


def _is_seen(status: Status) -> bool:
    """Return whether both storages were seen whole lately, or keep nothing yet (5-1)."""
    return status["photos"] == 0 or all_seen(
        Evidence(storage["evidence"]) for storage in status["storages"]
    )


def one_pass(home: Home, copy_seconds: float = inf, store: SecretStore | None = None) -> PassResult:
    """Run a pass in the running engine, or else in this process.

    There second copies are made for so long, and the rest is left. ``store`` has the secrets,
    where they are being opened already.
    """

    def by_itself() -> PassResult:
        with engine(home, passphrase, store=store) as parts, pass_progress() as progress:
            for courier in parts.storages.values():
                # The couriers start while the albums are scanned.
                courier.start()
            order = PassOrder(ignore_back_off=True, copy_seconds=copy_seconds)
            return pass_json(parts.sync_pass(progress).run(order))

    return by_whoever_holds(home, by_itself, Sync(wait=True))


def _say_reasons(ledger: Ledger, *, restless: int) -> None:
    """Print each reason once, with the number of its photos."""
    concerned: dict[Shown, list[str]] = {}
    for state in (PhotoState.FAILED, PhotoState.WAITING, PhotoState.HALF_PROTECTED):
        for photo in ledger.photos.in_state(state):
            concerned.setdefault(_reason(photo), []).append(photo.path)
    for reason, paths in list(concerned.items())[:REASONS_SHOWN]:
        others = f" and {number(len(paths) - 1, 'other')}" if len(paths) > 1 else NO_WORDS
        say(f"{shown(paths[0])}{others}: {reason}", "yellow")
    for item in ledger.attention.all():
        if item.kind is AttentionKind.UNREADABLE or item.cause is Cause.STORAGE_LOST_OBJECTS:
            say(item.text, "yellow")
    if restless:
        say(
            f"{number(restless, 'file')} kept changing; the next sync takes them.",
            "yellow",
        )


def _reason(photo: PhotoRecord) -> Shown:
    return plain("It waits for its turn.") if photo.reason is None else in_english(photo.reason)
