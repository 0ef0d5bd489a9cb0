"""``picup get`` and ``picup restore``: photos back as plain files, one or many.

``restore --from`` needs neither a home nor the other storage.
"""

import tempfile
from pathlib import Path
from typing import Annotated, cast

import typer

from picup_desktop.app import engine
from picup_desktop.cli import asking
from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, SshOption, chosen_home, wants_json
from picup_desktop.cli.output import number, print_json, say
from picup_desktop.cli.progress import job_progress
from picup_desktop.cli.vault.open import (
    AcceptOption,
    KeyOption,
    kit_in,
    open_request,
    say_findings,
    say_unreadable,
)
from picup_desktop.clock import SystemClock
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.commands.restore import restore_from, restored_json
from picup_desktop.engine.commands.verify import finding_json
from picup_desktop.engine.ipc.answers import JournalFinding, Restored
from picup_desktop.engine.ipc.commands.photos import Get, Restore
from picup_desktop.engine.ipc.holder import by_whoever_holds
from picup_desktop.errors import ExitCode, NoStorageReached, UsageError
from picup_desktop.files.status import MOST_INT64
from picup_desktop.home import Home
from picup_desktop.messages.catalogue import in_english, rendered
from picup_desktop.names import plain, shown
from picup_desktop.sync.join.from_storage import OpenRequest
from picup_desktop.sync.restore.alone import restore_alone
from picup_desktop.sync.versions.as_of import moment_of
from picup_desktop.words import Role


def get(
    context: typer.Context,
    *,
    photo: Annotated[str, typer.Argument(metavar="PHOTO", help="Its id, or ALBUM/relative/path.")],
    output: Annotated[Path, typer.Option(metavar="FILE", help="Where to write it.")],
    remote: Annotated[
        bool, typer.Option("--remote", help="Even if the original is on this computer.")
    ] = False,
    version: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            max=MOST_INT64,
            help="An earlier version; picup versions lists them.",
        ),
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Read one photo: from this computer, else from main, else from backup."""
    target = output.expanduser().absolute()
    if target.is_dir():
        raise UsageError("folder-name-file-write", target=shown(str(target)))
    if not target.parent.is_dir():
        raise UsageError("no-folder", folder=shown(str(target.parent)))
    at = chosen_home(context, home)
    told = carry_out(at, passphrase, Get(photo, target, remote, version))
    if wants_json(context, json):
        print_json({"served_from": told["served_from"], "repaired": told["repaired"]})
    say(f"{shown(told['path'])} came from {plain(told['served_from'])}: {shown(str(target))}")
    for role in told["repaired"]:
        say(f"{plain(role)} had lost it and has it again.")


SHOWN = 20


class RestoredFromOne(Restored):
    """What a restore from one storage prints."""

    findings: list[JournalFinding]
    unreadable: int


def restore(
    context: typer.Context,
    *,
    destination: Annotated[Path, typer.Argument(metavar="DEST", help="The folder to write into.")],
    album: Annotated[str | None, typer.Option(metavar="NAME", help="Only this album.")] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="URL", help="From this storage alone, without a home."),
    ] = None,
    recovery_kit: Annotated[
        Path | None,
        typer.Option("--recovery-kit", metavar="FILE", help="The recovery kit, for --from."),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="TIME", help="As they were then: a date, or ISO 8601."),
    ] = None,
    ssh_key: KeyOption = None,
    ssh: SshOption = None,
    accept_new_host_keys: AcceptOption = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Write photos to DEST/ALBUM/path, with their times. Nothing is ever overwritten.

    A restore that was cut off goes on where it was. With --from and --recovery-kit it
    needs neither a home nor the other storage.
    """
    target = destination.expanduser().absolute()
    if target.exists() and not target.is_dir():
        raise UsageError("not-folder-name-one-restore", target=shown(str(target)))
    if (from_ is None) != (recovery_kit is None):
        raise UsageError("address-and-kit-belong-together")
    if as_of is not None:
        # An invalid time is refused before anything is asked for.
        moment_of(as_of, SystemClock().now())
    if from_ is None or recovery_kit is None:
        document = _from_this_vault(chosen_home(context, home), target, album, as_of)
    else:
        kit = kit_in(recovery_kit)
        with tempfile.TemporaryDirectory(prefix="picup-restore-") as folder:
            scratch = Path(folder)
            known_hosts = scratch / "known_hosts"
            request = open_request(
                kit, from_, known_hosts, ssh_key, trust=accept_new_host_keys, ssh=ssh
            )
            document = _from_one_storage(request, scratch, target, album, as_of)
    _tell(context, target, document, json=json)


def _from_this_vault(home: Home, target: Path, album: str | None, as_of: str | None) -> Restored:
    def by_itself() -> Restored:
        # Backup is not contacted while main answers.
        with (
            engine(home, asking.passphrase, soon=(Role.MAIN,)) as parts,
            job_progress() as progress,
        ):
            return restored_json(restore_from(parts, target, album, as_of, progress))

    return by_whoever_holds(home, by_itself, Restore(target, album, as_of=as_of))


def _from_one_storage(
    request: OpenRequest, scratch: Path, target: Path, album: str | None, as_of: str | None
) -> RestoredFromOne:
    with job_progress() as progress:
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


def _tell(
    context: typer.Context, target: Path, document: Restored | RestoredFromOne, *, json: bool
) -> None:
    if wants_json(context, json):
        print_json(document)
    failed, beside = document["failed"], document["beside"]
    for other in beside[:SHOWN]:
        written_to = shown(other["written_to"])
        say(f"{shown(other['photo'])}: a different file is there, so it is {written_to}")
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
