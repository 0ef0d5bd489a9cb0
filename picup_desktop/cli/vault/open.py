"""``picup open``: a second or a new computer joins a vault, from one storage and the kit."""

from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.app import held, new_ledger, new_secret_store
from picup_desktop.cli import asking
from picup_desktop.cli.options import (
    AcceptOption,
    HomeOption,
    JsonOption,
    KeyOption,
    SshOption,
    chosen_home,
    wants_json,
)
from picup_desktop.cli.output import number, print_json, say
from picup_desktop.cli.vault.waiting_engine import opened_by, waiting_engine
from picup_desktop.clock import SystemClock
from picup_desktop.engine.commands.setup import vault_opened_json
from picup_desktop.engine.ipc.commands.setup import speaker_named
from picup_desktop.engine.ipc.setup_answers import VaultOpened
from picup_desktop.errors import ExitCode, UsageError
from picup_desktop.home import Home
from picup_desktop.messages.catalogue import in_english, rendered
from picup_desktop.messages.system import reason_of
from picup_desktop.names import plain
from picup_desktop.storage.place import Access
from picup_desktop.sync.join.announce import join_vault
from picup_desktop.sync.join.damaged_home import check_no_whole_vault, damaged_aside
from picup_desktop.sync.join.from_storage import OpenRequest, opened_from
from picup_desktop.sync.join.vault import OpenFolders
from picup_desktop.vault.journal import Finding
from picup_desktop.vault.kit import RecoveryKit, read_kit
from picup_desktop.words import Role

FINDINGS_SHOWN = 20
# A kit is a page of text; anything larger was named by mistake.
MOST_KIT_BYTES = 1024 * 1024

FromOption = Annotated[
    str, typer.Option("--from", metavar="URL", help="Either storage of the vault.")
]
KitOption = Annotated[
    Path, typer.Option("--recovery-kit", metavar="FILE", help="The kit, its key or its 24 words.")
]


def open_vault(
    context: typer.Context,
    *,
    from_: FromOption,
    recovery_kit: KitOption,
    ssh_key: KeyOption = None,
    ssh: SshOption = None,
    accept_new_host_keys: AcceptOption = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Join a vault from this computer: its whole list of photos, from one storage and the kit.

    No photo is downloaded. Add a folder that has an album's photos with picup album add PATH
    --name NAME: they are recognised and not uploaded again.
    """
    at = chosen_home(context, home)
    check_no_whole_vault(at)
    data = _bytes_of(recovery_kit)
    kit = read_kit(data)
    passphrase = asking.sealing_passphrase()
    request = open_request(kit, from_, at.known_hosts, ssh_key, trust=accept_new_host_keys, ssh=ssh)
    with waiting_engine(at) as engine:
        if engine is None:
            opened = _opened_here(at, request, passphrase)
        else:
            opened = opened_by(engine, request, data.decode("utf-8-sig"), passphrase)
    _tell(context, at, opened, json=json)
    if opened["findings"] or opened["unreadable"]:
        raise typer.Exit(int(ExitCode.FAILED))


def _opened_here(at: Home, request: OpenRequest, passphrase: str | None) -> VaultOpened:
    """Join the vault in this process."""
    clock = SystemClock()
    with held(at, clock), damaged_aside(at, clock) as aside, new_ledger(at) as ledger:
        with opened_from(
            request,
            ledger=ledger,
            clock=clock,
            folders=OpenFolders(at.journal, at.scratch),
            ask=asking.password_after,
        ) as vault:
            warnings = join_vault(ledger, vault, clock)
            new_secret_store(at, ledger, passphrase).save(vault.secrets)
        return vault_opened_json(vault, warnings, aside)


def kit_in(file: Path) -> RecoveryKit:
    """Read the kit in a file. UsageError if it can't be read; NotAKit."""
    return read_kit(_bytes_of(file))


def _bytes_of(file: Path) -> bytes:
    try:
        with file.expanduser().open("rb") as opened:
            return opened.read(MOST_KIT_BYTES)
    except OSError as error:
        raise UsageError("kit-cant-read", file=str(file), why=reason_of(error)) from error


def open_request(
    kit: RecoveryKit,
    url: str,
    known_hosts: Path,
    ssh_key: Path | None,
    *,
    trust: bool,
    ssh: str | None = None,
) -> OpenRequest:
    """Return the request made of command line and environment."""
    key_file = None if ssh_key is None else ssh_key.expanduser().absolute()
    access = Access(
        known_hosts=known_hosts,
        key_file=key_file,
        key_passphrase=asking.key_passphrase(key_file),
        trust_new_host_key=trust,
        ssh=speaker_named(ssh),
    )
    passwords = {role: given for role in Role if (given := asking.password(role)) is not None}
    return OpenRequest(kit, url, access, passwords)


def say_findings(findings: tuple[Finding, ...]) -> None:
    """Print each failed check by its name."""
    _say_checks([f"{finding.check.value}: {finding.sentence}" for finding in findings])


def _say_checks(failed: list[str]) -> None:
    for one in failed[:FINDINGS_SHOWN]:
        say(plain(one), "yellow")
    if len(failed) > FINDINGS_SHOWN:
        say(f"And {len(failed) - FINDINGS_SHOWN} more checks failed; --json names all.", "yellow")


def say_unreadable(photos: int) -> None:
    """Print how many photos of the list no key opens, and what to do; nothing if there is none."""
    if photos:
        say(
            f"{number(photos, 'photo')} can't be read: no keys file on this storage has the key "
            "of the album. Try the address of the other storage. If it is the same there, the "
            "computer that lists them never had that album, and there is nothing to read.",
            "yellow",
        )


def _tell(context: typer.Context, at: Home, opened: VaultOpened, *, json: bool) -> None:
    told = rendered(opened, in_english)
    if wants_json(context, json):
        print_json(told)
    if told["kept_aside"]:
        kept = ", ".join(Path(file).name for file in told["kept_aside"])
        say(f"What was damaged in {plain(str(at.folder))} is kept there as {plain(kept)}.")
    _say_checks([f"{one['check']}: {one['text']}" for one in told["findings"]])
    say_unreadable(told["unreadable"])
    for warning in told["warnings"]:
        say(f"{plain(warning)} The next sync tries again.", "yellow")
    if told["from_headers"]:
        found = number(told["from_headers"], "photo")
        say(f"{found} in no journal: known by their own headers, under their first names.")
    say(
        f"The vault is open in {plain(str(at.folder))}: {number(told['photos'], 'photo')}.", "green"
    )
    say("Next: picup restore FOLDER, or picup album add PATH --name NAME for what is here.")
