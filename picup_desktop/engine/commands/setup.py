"""Commands for a home without a vault: testing a storage, making a vault, joining one.

With these the window needs no SSH of its own. They run in the thread of their request;
only one vault is made or joined at a time, and none if there is one.
"""

from collections.abc import Sequence
from pathlib import Path

from picup_desktop.app import new_ledger, new_secret_store
from picup_desktop.engine.commands.verify import finding_json
from picup_desktop.engine.ipc import setup_answers
from picup_desktop.engine.ipc.commands.setup import (
    Login,
    OpenVault,
    Setup,
    TestConnection,
    speaker_named,
)
from picup_desktop.engine.ipc.commands.storages import StorageLogin
from picup_desktop.engine.running import Running
from picup_desktop.errors import NoPermission, UsageError
from picup_desktop.home import Home
from picup_desktop.messages.message import Message
from picup_desktop.reading import check_ledger
from picup_desktop.settings import Settings, checked_setting
from picup_desktop.storage.errors import ObjectNotFound
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import place_given
from picup_desktop.storage.trust.known_hosts import fingerprint
from picup_desktop.sync.join.announce import join_vault
from picup_desktop.sync.join.damaged_home import damaged_aside
from picup_desktop.sync.join.from_storage import OpenedVault, OpenRequest, opened_from
from picup_desktop.sync.join.half_made import begun_before
from picup_desktop.sync.join.setup import (
    SetupRequest,
    SetupStorage,
    VaultExists,
    both_there,
    check_places,
    look_at_both,
    made_vault,
)
from picup_desktop.sync.join.vault import OpenFolders
from picup_desktop.sync.journal.begun_kit import begun_kit_files, write_kit
from picup_desktop.sync.reach.one_box import disk_of
from picup_desktop.sync.restore.places import check_outside
from picup_desktop.vault.keyring_store import usable_keyring
from picup_desktop.vault.kit import RecoveryKit, page_beside, read_kit
from picup_desktop.vault.layout import VAULT_NAME
from picup_desktop.vault.passphrase import check_new_passphrase
from picup_desktop.words import Policy, Role


def test_connection(running: Running, given: TestConnection) -> setup_answers.Connection:
    """Log in to a storage, and change nothing but its folder and the trusted host key."""
    to = storage_given(running.home, given, trust_new_host_key=given.accept_host_key)
    to.place.prepare(to.access)
    storage = to.place.open(to.access)
    try:
        probe = storage.probe()
        vault = True
        try:
            storage.stat(VAULT_NAME)
        except ObjectNotFound:
            vault = False
    finally:
        storage.close()
    keeps = None if probe.keeps is None else probe.keeps.message
    return {
        "host_key": probe.host_key,
        "fingerprint": None if probe.host_key is None else fingerprint(probe.host_key),
        "round_trip_ms": probe.round_trip_seconds * 1000,
        "free_bytes": probe.free_bytes,
        "keeps": keeps,
        "endangers": probe.keeps is not None and probe.keeps.danger is not None,
        "vault": vault,
        "disk": None if to.place.folder is None else disk_of(to.place.folder),
    }


def setup(running: Running, given: Setup) -> setup_answers.VaultMade:
    """Make a vault and open it. UsageError, NoPermission, VaultExists, errors of a storage."""
    request = _checked(running.home, given)
    with running.one_vault_at_a_time:
        _check_no_vault(running)
        if running.home.ledger.exists():
            # A vault that was here is brought back, not replaced by another one.
            check_ledger(running.home)
        kit = _make(running, request, given)
        running.joined(given.passphrase or None)
    return {
        "vault": kit.vault_id,
        "recovery_kit": str(given.recovery_kit),
        "recovery_kit_pdf": str(page_beside(given.recovery_kit)),
        "storages": {role.value: to.place.url for role, to in request.storages.items()},
    }


def open_vault(running: Running, given: OpenVault) -> setup_answers.VaultOpened:
    """Join a vault and open it. As ``setup``, and NotAKit."""
    request = _open_request(running.home, given)
    needs_passphrase(given.passphrase)
    with running.one_vault_at_a_time:
        _check_no_vault(running)
        opened = _open_into(running, request, given.passphrase or None)
        running.joined(given.passphrase or None)
    return opened


def _check_no_vault(running: Running) -> None:
    if running.session.has_vault:
        raise VaultExists("vault-already", home=str(running.home.folder))


def _checked(home: Home, given: Setup) -> SetupRequest:
    """Check a request before anything is contacted. UsageError, NoPermission."""
    trust = given.accept_new_host_keys
    storages = {
        Role.MAIN: storage_given(home, given.main, trust_new_host_key=trust),
        Role.BACKUP: storage_given(home, given.backup, trust_new_host_key=trust),
    }
    check_places(storages)
    check_kit_file(given.recovery_kit, home.scratch)
    check_outside(given.recovery_kit, {role: one.place for role, one in storages.items()})
    needs_passphrase(given.passphrase)
    return SetupRequest(
        storages,
        policy=_policy(given.policy),
        grace_days=Settings.grace_days if given.grace_days is None else _whole(given.grace_days),
        post_quantum=given.post_quantum,
    )


def _make(running: Running, request: SetupRequest, given: Setup) -> RecoveryKit:
    with new_ledger(running.home) as ledger:
        probes = both_there(look_at_both(request.storages, begun_before(running.home.scratch)))
        with made_vault(
            request,
            probes,
            store=new_secret_store(running.home, ledger, given.passphrase or None),
            ledger=ledger,
            scratch=running.home.scratch,
            clock=running.clock,
        ) as kit:
            write_kit(kit, given.recovery_kit, running.home.scratch)
    return kit


def _open_request(home: Home, given: OpenVault) -> OpenRequest:
    access = Access(
        known_hosts=home.known_hosts,
        key_file=None if given.key_file is None else Path(given.key_file),
        key_passphrase=given.key_passphrase,
        trust_new_host_key=given.accept_new_host_keys,
        ssh=speaker_named(given.ssh),
    )
    passwords = {Role.MAIN: given.main_password, Role.BACKUP: given.backup_password}
    known = {role: password for role, password in passwords.items() if password is not None}
    return OpenRequest(read_kit(given.kit.encode()), given.from_, access, known)


def _open_into(
    running: Running, request: OpenRequest, passphrase: str | None
) -> setup_answers.VaultOpened:
    """Fill the home; it is unchanged on failure. Any error of ``opened_from``."""
    home, clock = running.home, running.clock
    with (
        damaged_aside(home, clock) as aside,
        new_ledger(home) as ledger,
        opened_from(
            request,
            ledger=ledger,
            clock=clock,
            folders=OpenFolders(home.journal, home.scratch),
            # The engine can't ask a person: the face asks, and repeats its request.
            ask=lambda _role, _refusal: None,
        ) as vault,
    ):
        warnings = join_vault(ledger, vault, clock)
        new_secret_store(home, ledger, passphrase).save(vault.secrets)
        return vault_opened_json(vault, warnings, aside)


def vault_opened_json(
    vault: OpenedVault, warnings: list[Message], aside: Sequence[Path]
) -> setup_answers.VaultOpened:
    """Return what was opened as the answer of ``open_vault``."""
    return {
        "photos": vault.report.photos,
        "from_headers": vault.report.salvaged,
        "unreadable": vault.report.unreadable,
        "opened_from": vault.address.role.value,
        "findings": [finding_json(finding) for finding in vault.report.findings],
        "warnings": warnings,
        "kept_aside": [str(file) for file in aside],
    }


def storage_given(
    home: Home, given: Login | StorageLogin, *, trust_new_host_key: bool
) -> SetupStorage:
    """Return a place and its login. UsageError."""
    access = Access(
        known_hosts=home.known_hosts,
        password=given.password,
        key_file=None if given.key_file is None else Path(given.key_file),
        key_passphrase=given.key_passphrase,
        trust_new_host_key=trust_new_host_key,
        ssh=speaker_named(given.ssh),
    )
    return SetupStorage(place_given(given.url), access)


def needs_passphrase(given: str | None) -> None:
    """Check what will keep the secrets.

    NoPermission if neither a passphrase nor a keyring could, UsageError for a passphrase that is
    easy to guess.
    """
    if given:
        check_new_passphrase(given)
    elif not usable_keyring():
        raise NoPermission("computer-has-no-keyring-for-vaults")


def _whole(days: float) -> int:
    """Return the number as an int; the socket's numbers are floats. UsageError if not whole."""
    return int(days) if days.is_integer() else int(checked_setting("grace_days", days))


def _policy(named: str | None) -> Policy:
    try:
        return Policy.PAIR if named is None else Policy(named)
    except ValueError as error:
        raise UsageError("policy-is-one-of", choices=" or ".join(Policy)) from error


def check_kit_file(file: Path, scratch: Path, *, taken: str = "kit-file-is-there-already") -> None:
    """Raise UsageError if the kit can't be written there; a file is never overwritten.

    One of a kit that was begun is taken away before. ``taken`` is the code of the sentence.
    """
    begun = begun_kit_files(scratch)
    for one in (file, page_beside(file)):
        if one.exists() and one not in begun:
            raise UsageError(taken, file=str(one))
    if not file.parent.is_dir():
        raise UsageError("no-folder-for-recovery-kit", folder=str(file.parent))
