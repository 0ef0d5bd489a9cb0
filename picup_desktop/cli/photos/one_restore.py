"""One restore of the command line, and what it tells: ``restore.py`` loads it.

What only a restore from one storage needs is loaded by that: it takes as long as a small restore.
"""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

from picup_desktop.app import engine
from picup_desktop.cli import asking
from picup_desktop.cli.costs import say_costs, say_costs_of
from picup_desktop.cli.options import OneStorage
from picup_desktop.cli.output import number, print_json, say
from picup_desktop.cli.progress import job_progress
from picup_desktop.clock import SystemClock
from picup_desktop.engine.commands.restore import restore_from, restored_json
from picup_desktop.engine.ipc.answers import JournalFinding, Restored
from picup_desktop.engine.ipc.commands.photos import Restore
from picup_desktop.engine.ipc.holder import by_whoever_holds
from picup_desktop.errors import ExitCode, NoStorageReached
from picup_desktop.home import Home
from picup_desktop.messages.catalogue import in_english, rendered
from picup_desktop.names import plain, shown
from picup_desktop.sync.versions.as_of import moment_of
from picup_desktop.vault.secret_store import SecretStore
from picup_desktop.words import Role

if TYPE_CHECKING:
    from picup_desktop.sync.join.from_storage import OpenRequest

SHOWN = 20


class RestoredFromOne(Restored):
    """What a restore from one storage prints."""

    findings: list[JournalFinding]
    unreadable: int


def from_this_vault(
    home: Home,
    store: SecretStore | None,
    target: Path,
    album: str | None,
    as_of: str | None,
    *,
    json: bool,
) -> None:
    """Restore from the storages of a home and tell how it ended.

    ``store`` has the secrets, where they are being opened already. UsageError for an invalid
    time, NoStorageReached, typer.Exit(1) unless all came, and what opening the home raises.
    """
    _check_moment(as_of)
    if album is None:
        # Backup is read only for what main can't give.
        say_costs(home, (Role.MAIN,))

    def by_itself() -> Restored:
        # Backup is not contacted while main answers.
        with (
            engine(home, asking.passphrase, soon=(Role.MAIN,), store=store, reads=True) as parts,
            job_progress() as progress,
        ):
            return restored_json(restore_from(parts, target, album, as_of, progress))

    _tell(target, by_whoever_holds(home, by_itself, Restore(target, album, as_of=as_of)), json=json)


def from_one_storage(
    one: OneStorage, target: Path, album: str | None, as_of: str | None, *, json: bool
) -> None:
    """Restore from one storage with the recovery kit and tell how it ended.

    UsageError, NoStorageReached, typer.Exit(1) unless all came, and what opening it raises.
    """
    from picup_desktop.cli.vault.open import kit_in, open_request  # noqa: PLC0415 - see above

    _check_moment(as_of)
    kit = kit_in(one.kit_file)
    with tempfile.TemporaryDirectory(prefix="picup-restore-") as folder:
        scratch = Path(folder)
        request = open_request(
            kit,
            one.url,
            scratch / "known_hosts",
            one.key_file,
            trust=one.trusts_new_host_keys,
            ssh=one.ssh,
        )
        _tell(target, _restored_alone(request, scratch, target, album, as_of), json=json)


def _check_moment(as_of: str | None) -> None:
    """Refuse an invalid time before anything is asked for. UsageError."""
    if as_of is not None:
        moment_of(as_of, SystemClock().now())


def _restored_alone(
    request: "OpenRequest", scratch: Path, target: Path, album: str | None, as_of: str | None
) -> RestoredFromOne:
    from picup_desktop.cli.vault.open import say_findings, say_unreadable  # noqa: PLC0415 - see above
    from picup_desktop.engine.commands.verify import finding_json  # noqa: PLC0415 - see above
    from picup_desktop.sync.restore.alone import restore_alone  # noqa: PLC0415 - see above

    with job_progress(told=lambda *many: say_costs_of(request.url, *many)) as progress:
        done = restore_alone(
            request,
            scratch=scratch,
            target=target,
            album=album,
            as_of=as_of,
            clock=SystemClock(),
            ask=asking.password_after,
            progress=progress,
        )
    say_findings(done.opened.findings)
    say_unreadable(done.opened.unreadable)
    document: RestoredFromOne = {
        **restored_json(done.restored),
        "findings": [finding_json(finding) for finding in done.opened.findings],
        "unreadable": done.opened.unreadable,
    }
    return cast(RestoredFromOne, rendered(document, in_english))


def _tell(target: Path, document: Restored | RestoredFromOne, *, json: bool) -> None:
    if json:
        print_json(document)
    failed, beside = document["failed"], document["beside"]
    for other in beside[:SHOWN]:
        written_to = shown(other["written_to"])
        say(f"{shown(other['photo'])}: a different file is there, so it is {written_to}")
    for other in document["renamed"][:SHOWN]:
        written_to = shown(other["written_to"])
        say(f"{shown(other['photo'])}: no file may have that name here, so it is {written_to}")
    for one in failed[:SHOWN]:
        say(f"{shown(one['photo'])}: {plain(one['reason'])}", "red")
    if len(failed) > SHOWN:
        say(f"And {number(len(failed) - SHOWN, 'other')}; --json names all.", "red")
    there = document["there_already"]
    told = f", {number(there, 'photo')} were there already" if there else ""
    written = number(document["restored"], "photo")
    say(f"{written} restored to {shown(str(target))}{plain(told)}.", "green")
    if document["nobody_reached"]:
        raise NoStorageReached(failed[0]["reason"])
    if failed or document.get("unreadable", 0):
        raise typer.Exit(int(ExitCode.FAILED))
