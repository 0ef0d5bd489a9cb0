"""``picup setup``: a new vault on two storages, and its recovery kit."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from picup_desktop.app import making, new_secret_store
from picup_desktop.cli import asking
from picup_desktop.cli.options import HomeOption, JsonOption, SshOption, chosen_home, wants_json
from picup_desktop.cli.output import print_json, say
from picup_desktop.cli.vault.waiting_engine import confirm_by, login_of, made_by, waiting_engine
from picup_desktop.clock import SystemClock
from picup_desktop.engine.commands.setup import check_kit_file
from picup_desktop.engine.ipc.commands.setup import Setup, speaker_named
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message
from picup_desktop.names import plain
from picup_desktop.reading import check_ledger, reading
from picup_desktop.settings import Settings
from picup_desktop.storage.base import Probe
from picup_desktop.storage.errors import LoginRefused
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import place_given
from picup_desktop.sync.join.half_made import HalfMade, begun_before
from picup_desktop.sync.join.setup import (
    SetupRequest,
    SetupStorage,
    VaultExists,
    both_there,
    check_places,
    look_at_both,
    made_vault,
)
from picup_desktop.sync.journal.begun_kit import write_kit
from picup_desktop.sync.reach.keeping import keeping_of
from picup_desktop.sync.reach.one_box import on_one_disk, one_box
from picup_desktop.sync.reach.reasons import of_storage
from picup_desktop.sync.restore.places import check_outside
from picup_desktop.vault.kit import RecoveryKit, page_beside
from picup_desktop.vault.kit_content import kit_words
from picup_desktop.words import Policy, Role

DEFAULT_KIT = "picup-recovery-kit.txt"
CONFIRM_WORDS = (3, 17)


def setup(
    context: typer.Context,
    *,
    main: Annotated[str, typer.Option(metavar="URL", help="The address of the main copy.")],
    backup: Annotated[str, typer.Option(metavar="URL", help="The address of the backup copy.")],
    ssh_key: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The SSH private key for both storages."),
    ] = None,
    ssh: SshOption = None,
    accept_new_host_keys: Annotated[
        bool, typer.Option("--accept-new-host-keys", help="Trust servers never seen before.")
    ] = False,
    recovery_kit: Annotated[
        Path, typer.Option(metavar="FILE", help="Where the recovery kit is written.")
    ] = Path(DEFAULT_KIT),
    grace_days: Annotated[
        int, typer.Option(metavar="N", help="Days until a deletion is carried out: 0 to 3650.")
    ] = Settings.grace_days,
    policy: Annotated[
        Policy, typer.Option(help="Undo an upload that backup missed, or keep it on main.")
    ] = Policy.PAIR,
    post_quantum: Annotated[
        bool, typer.Option("--post-quantum", help="Keys that a quantum computer can't break.")
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Make a vault on two storages, and the recovery kit that opens it.

    An address is sftp://user@host:port/path (/~/path is relative to the login folder), or
    file:///path for a mounted share or disk. Passwords are asked for, or taken from
    PICUP_MAIN_PASSWORD and PICUP_BACKUP_PASSWORD.
    """
    at = chosen_home(context, home)
    at.check_usable()
    if at.ledger.exists():
        # A vault that was here is brought back, not replaced by another one.
        check_ledger(at)
    check_home_is_new(at)
    kit_file = recovery_kit.expanduser().absolute()
    pdf_file = page_beside(kit_file)
    check_kit_file(kit_file, at.scratch, taken="kit-option-names-taken-file")
    places = {Role.MAIN: place_given(main), Role.BACKUP: place_given(backup)}
    check_outside(kit_file, places)
    key_file = None if ssh_key is None else ssh_key.expanduser().absolute()
    access = Access(
        known_hosts=at.known_hosts,
        key_file=key_file,
        key_passphrase=asking.key_passphrase(key_file),
        trust_new_host_key=accept_new_host_keys,
        ssh=speaker_named(ssh),
    )
    storages = {
        role: SetupStorage(place, replace(access, password=asking.password(role, place)))
        for role, place in places.items()
    }
    check_places(storages)
    passphrase = asking.sealing_passphrase()
    with waiting_engine(at) as engine:
        if engine is None:
            request = SetupRequest(storages, policy, grace_days, post_quantum)
            kit, confirmed = _made_here(at, request, passphrase, kit_file)
        else:
            wanted = Setup(
                main=login_of(storages[Role.MAIN]),
                backup=login_of(storages[Role.BACKUP]),
                recovery_kit=kit_file,
                passphrase=passphrase,
                accept_new_host_keys=accept_new_host_keys,
                grace_days=grace_days,
                policy=policy.value,
                post_quantum=post_quantum,
            )
            kit = made_by(engine, wanted)
            _tell_kit(kit_file)
            confirmed = _confirm(kit)
            if confirmed:
                confirm_by(engine, kit_file)
    if wants_json(context, json):
        print_json(
            {
                "vault": kit.vault_id,
                "recovery_kit": str(kit_file),
                "recovery_kit_pdf": str(pdf_file),
                "kit_confirmed": confirmed,
                "storages": {role.value: place.url for role, place in places.items()},
            }
        )
    _tell_one_box(at)
    for keeps in _kept(at):
        say(in_english(keeps))
    say("Next: picup album add PATH, then picup sync")


def _made_here(
    at: Home, request: SetupRequest, passphrase: str | None, kit_file: Path
) -> tuple[RecoveryKit, bool]:
    """Make the vault in this process; return its kit, and whether a person confirmed that."""
    with making(at) as ledger:
        storages, probes = _contact(dict(request.storages), begun_before(at.scratch))
        store = new_secret_store(at, ledger, passphrase)
        clock = SystemClock()
        with made_vault(
            replace(request, storages=storages),
            probes,
            store=store,
            ledger=ledger,
            scratch=at.scratch,
            clock=clock,
        ) as kit:
            write_kit(kit, kit_file, at.scratch)
        _tell_kit(kit_file)
        confirmed = _confirm(kit)
        if confirmed:
            ledger.vaults.confirm_kit(clock.now())
    return kit, confirmed


def _kept(home: Home) -> list[Message]:
    """Return what the storages keep of what is removed from them."""
    ledger = open_ledger(home.ledger, read_only=True)
    try:
        found = {role: keeping_of(ledger, role) for role in Role}
    finally:
        ledger.close()
    return [of_storage(role, keeps) for role, keeps in found.items() if keeps is not None]


def _tell_one_box(at: Home) -> None:
    """Say it if both storages are most likely on one box (5-8)."""
    with reading(at) as ledger:
        keys = {record.role: (record.url, record.host_key) for record in ledger.storages.all()}
    (main, main_key), (backup, backup_key) = keys[Role.MAIN], keys[Role.BACKUP]
    told = one_box(place_given(main), main_key, place_given(backup), backup_key, on_one_disk)
    if told is not None:
        say(in_english(told), "yellow")


def check_home_is_new(home: Home) -> None:
    """Raise VaultExists if this home has a vault already; an emptied ledger is none."""
    if not home.ledger.exists() or home.ledger.stat().st_size == 0:
        return
    ledger = open_ledger(home.ledger, read_only=True)
    try:
        if ledger.vaults.get() is not None:
            raise VaultExists("vault-already-nothing-changed-for", home=str(home.folder))
    finally:
        ledger.close()


def _contact(
    storages: dict[Role, SetupStorage], begun: HalfMade | None
) -> tuple[dict[Role, SetupStorage], dict[Role, Probe]]:
    """Probe both; ask for a password if a login is refused and a person can be asked."""
    while True:
        answers = look_at_both(storages, begun)
        typed = {
            role: password
            for role, answer in answers.items()
            if isinstance(answer, LoginRefused)
            and (password := asking.password_after(role, answer))
        }
        if not typed:
            return storages, both_there(answers)
        for role, password in typed.items():
            access = replace(storages[role].access, password=password)
            storages = {**storages, role: replace(storages[role], access=access)}


def _tell_kit(kit_file: Path) -> None:
    """Say where the kit is: its words are asked for next."""
    written, pdf = plain(str(kit_file)), plain(str(page_beside(kit_file)))
    say(f"The vault is made. Its recovery kit: {written} and, to print, {pdf}", "green")
    say("Keep the kit away from this computer and from both storages.")


def _confirm(kit: RecoveryKit) -> bool:
    """Ask for two words of the kit before the vault is called safe."""
    words = kit_words(kit).split()
    if asking.can_ask():
        say("Type two of its 24 words, which shows that you have it and can read it.")
    for number in CONFIRM_WORDS:
        while typed := asking.ask(f"Word {number} of the recovery kit (empty: later): "):
            if typed.lower() == words[number - 1]:
                break
            say("That is another word. Look at the kit's numbered words.")
        else:
            if typed is None:
                say("The kit was not asked back: nobody can be asked here.")
            else:
                say("The kit was not asked back: you chose to do it later.")
            say("picup doctor reminds you.")
            return False
    return True
