"""Commands that change a storage's address, login or host key (5-4), or list its folders."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from picup_desktop.app import Engine, storage_access
from picup_desktop.clock import Clock
from picup_desktop.engine.commands.rows import StorageDecision
from picup_desktop.engine.commands.setup import storage_given
from picup_desktop.engine.ipc import setup_answers
from picup_desktop.engine.ipc.commands.setup import ListFolders, MakeFolder
from picup_desktop.engine.ipc.commands.storages import (
    ReplaceStorage,
    StorageChange,
    StorageLogin,
    SwapStorages,
    TrustHostKey,
    role_named,
)
from picup_desktop.engine.running import Running
from picup_desktop.errors import NoPermission, PicupError, UsageError
from picup_desktop.files.windows_names import address_shown
from picup_desktop.home import HomeUnusable
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.messages.system import reason_of
from picup_desktop.storage.base import Probe
from picup_desktop.storage.errors import HostKeyChanged, HostKeyUnknown, StorageError
from picup_desktop.storage.place import Access, HostAndPort, Place, login_is_for, other_url
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.trust.known_hosts import (
    KnownHosts,
    fingerprint,
    host_entry,
    is_of_certificate,
    is_same_fingerprint,
)
from picup_desktop.sync.home.hold import check_free
from picup_desktop.sync.join.replacement import (
    check_nothing_is_lost,
    give_part_to_new_place,
    prepare_new_place,
)
from picup_desktop.sync.join.setup import SetupStorage
from picup_desktop.sync.join.storage_change import (
    OtherStorage,
    check_vault,
    look_at_new_address,
)
from picup_desktop.sync.join.swap import swap_roles
from picup_desktop.sync.journal.trust import is_signed_vault
from picup_desktop.sync.reach.contact import Contact, Contacts
from picup_desktop.sync.reach.reasons import of_storage
from picup_desktop.vault.layout import VAULT_NAME
from picup_desktop.vault.secret_store import Secrets
from picup_desktop.words import Role, StorageState


class OtherKeyShown(PicupError):
    """The server shows another key than the one that a person accepts; nothing changed."""

    title = "title-host-key-is-another"


class OtherCertificateShown(OtherKeyShown):
    """The same of a certificate."""

    title = "title-certificate-is-another"


def storage_change(
    parts: Engine, given: StorageChange
) -> StorageDecision[setup_answers.StorageChanged]:
    """Use another address or login, if this vault is there (5-4). UsageError."""
    role = role_named(given.role)
    _check_as_known(parts.ledger.storages.get(role), given)
    to = storage_given(parts.home, given, trust_new_host_key=given.accept_host_key)
    to = _with_login(given.ssh, to, parts.secrets, parts.ledger.storages.get(role))
    other = OtherStorage(parts.ledger.storages.get(role.other), parts.storages[role.other])
    vault_id = vault_id_of(parts.ledger)
    probe = look_at_new_address(to, vault_id, other, parts.home.scratch)

    def keep(ledger: Ledger, clock: Clock) -> None:
        record_at(ledger, clock, role, to, probe)

    return StorageDecision(
        {"role": role.value, "url": to.place.url, "free_bytes": probe.free_bytes},
        keep,
        lambda secrets: with_secrets(secrets, role, to),
    )


def _check_as_known(record: StorageRecord, given: StorageLogin) -> None:
    """Raise UsageError where a storage is not the one that was decided about.

    Somebody else may have moved or swapped the two while a dialog about one of them was open.
    """
    if given.was is not None and given.was != record.url:
        raise UsageError("storage-is-another-by-now")


def folder_list(running: Running, given: ListFolders) -> setup_answers.Folders:
    """List the folders in a folder of a place. UsageError, NoPermission, any StorageError."""
    return _folders(_place_of(running, given, trust_new_host_key=given.accept_host_key))


def folder_make(running: Running, given: MakeFolder) -> setup_answers.Folders:
    """Make a folder, and list it. UsageError, NoPermission, any StorageError."""
    to = _place_of(running, given, trust_new_host_key=False)
    to.place.make_folder(to.access)
    return _folders(to)


def _place_of(
    running: Running, given: ListFolders | MakeFolder, *, trust_new_host_key: bool
) -> SetupStorage:
    """Return a place and its login: the one that is kept for a storage if none is given."""
    to = storage_given(running.home, given, trust_new_host_key=trust_new_host_key)
    if given.role is None:
        return to
    role = role_named(given.role)
    with running.session.for_reading() as parts:
        return _with_login(given.ssh, to, parts.secrets, parts.ledger.storages.get(role))


def _folders(to: SetupStorage) -> setup_answers.Folders:
    listing = to.place.folders(to.access, VAULT_NAME)
    return {
        "path": listing.path,
        "folders": list(listing.folders),
        "more": listing.more,
        "vault": listing.holds,
    }


def record_at(ledger: Ledger, clock: Clock, role: Role, to: SetupStorage, probe: Probe) -> None:
    """Record a storage at another place, where it was just reached; it was not seen whole there."""
    before, key_file = ledger.storages.get(role), to.access.key_file
    ledger.storages.record(
        replace(
            before,
            url=to.place.url,
            key_file=None if key_file is None else str(key_file),
            host_key=probe.host_key,
            seen_at=None,
            doubted_at=None,
            out_at=None,
            ssh=to.access.ssh,
            direct_url=other_url(to.place),
        )
    )
    _note_reached(ledger, clock, role, probe)


def storage_replace(
    parts: Engine, given: ReplaceStorage
) -> StorageDecision[setup_answers.StorageReplaced]:
    """Give a storage's part to a new, empty place; passes fill it from the other (5-3).

    The other storage must be in reach. The place that is replaced is not contacted, unless the
    new one has its address. A second try after the filling began changes nothing. UsageError,
    OnlyCopies, PlaceNotEmpty, any StorageError.
    """
    role, ledger = role_named(given.role), parts.ledger
    record = ledger.storages.get(role)
    _check_as_known(record, given)
    to = storage_given(parts.home, given, trust_new_host_key=given.accept_host_key)
    to = _with_login(given.ssh, to, parts.secrets, record)
    to = replace(to, access=replace(to.access, trust_fingerprint=given.fingerprint))
    in_use = parse_place(record.url) == to.place
    if not given.without_only_copies and not in_use:
        check_nothing_is_lost(ledger, role, parts.clock.now())
    other = OtherStorage(ledger.storages.get(role.other), parts.storages[role.other])
    # What is forgotten of this storage must be on the other one, and not on a dead box.
    _check_there(role.other, other)
    vault_id, signed = vault_id_of(ledger), is_signed_vault(ledger)
    probe = prepare_new_place(to, vault_id, other, parts.home.scratch, in_use=in_use, signed=signed)

    def keep(ledger: Ledger, clock: Clock) -> None:
        if probe is None:
            return
        give_part_to_new_place(ledger, role)
        record_at(ledger, clock, role, to, probe)
        server = to.place.server
        if given.fingerprint is not None and server is not None:
            _trust(KnownHosts(to.access.known_hosts), server, probe)

    return StorageDecision(
        {
            "role": role.value,
            "url": to.place.url,
            "free_bytes": record.free_bytes if probe is None else probe.free_bytes,
            "objects": ledger.objects.totals()[role.other][0],
            "begun": probe is None,
        },
        keep,
        lambda secrets: with_secrets(secrets, role, to),
    )


def _check_there(role: Role, storage: OtherStorage) -> None:
    """Raise the error of a storage that can't be read now, and say which one it is."""
    try:
        storage.storage.probe()
    except StorageError as error:
        raise type(error).of(of_storage(role, error.message)) from error


def storage_swap(
    parts: Engine, _given: SwapStorages
) -> StorageDecision[setup_answers.StoragesSwapped]:
    """Let main be backup and backup main. NothingRemoved while this home is old or copied."""
    check_free(parts.ledger)
    urls = {record.role: record.url for record in parts.ledger.storages.all()}

    def keep(ledger: Ledger, _clock: Clock) -> None:
        swap_roles(ledger)
        for role in Role:
            # The journals of other computers as they were fetched from each of the two.
            shutil.rmtree(parts.home.journal / role.value, ignore_errors=True)

    return StorageDecision({"main": urls[Role.BACKUP], "backup": urls[Role.MAIN]}, keep, _swapped)


def _swapped(secrets: Secrets) -> Secrets:
    def other_way(known: Mapping[str, str]) -> dict[str, str]:
        return {Role(role).other.value: value for role, value in known.items()}

    return replace(
        secrets,
        passwords=other_way(secrets.passwords),
        key_passphrases=other_way(secrets.key_passphrases),
        servers=other_way(secrets.servers),
    )


def _note_reached(ledger: Ledger, clock: Clock, role: Role, probe: Probe) -> None:
    contact = Contact(StorageState.ONLINE, probe=probe)
    Contacts(ledger, clock, ledger.vaults.settings()).note({role: contact})


def storage_trust(
    parts: Engine, given: TrustHostKey
) -> StorageDecision[setup_answers.HostKeyTrusted]:
    """Trust the host key that a person compared, if this vault is there (5-4).

    Without a fingerprint it only says which key is trusted and which one is shown. Before the
    key is accepted nothing is sent to the server, no password either. UsageError, OtherKeyShown.
    """
    role = role_named(given.role)
    record = parts.ledger.storages.get(role)
    place = parse_place(record.url)
    server = place.server
    if server is None:
        raise UsageError("storage-has-no-host-key", url=address_shown(record.url))
    access = storage_access(parts.home, record, parts.secrets, parts.settings)
    keys, entry = KnownHosts(access.known_hosts), host_entry(server.host, server.port)
    before = sorted(fingerprint(key) for key in keys.of(entry))
    shown = _shown_fingerprint(place, access)
    answer: setup_answers.HostKeyTrusted = {
        "role": role.value,
        "server": entry,
        "before": before,
        "now": shown,
        "trusted": shown in before,
    }
    if given.fingerprint is None:
        return StorageDecision(answer, lambda _ledger, _clock: None)
    if not is_same_fingerprint(given.fingerprint, shown):
        raise _other_shown(entry, shown, given.fingerprint)
    probe = _probe_with(place, replace(access, trust_fingerprint=shown), parts.ledger)

    def keep(ledger: Ledger, clock: Clock) -> None:
        ledger.storages.record(replace(ledger.storages.get(role), host_key=probe.host_key))
        _note_reached(ledger, clock, role, probe)
        _trust(keys, server, probe)

    return StorageDecision({**answer, "trusted": True}, keep)


def _other_shown(server: str, shown: str, given: str) -> OtherKeyShown:
    if is_of_certificate(shown):
        return OtherCertificateShown(
            "certificate-is-another", server=server, key=shown, given=given
        )
    return OtherKeyShown("host-key-is-another", server=server, key=shown, given=given)


def _trust(keys: KnownHosts, server: HostAndPort, probe: Probe) -> None:
    """Trust the key that the probe saw, and no other one of the server. HomeUnusable."""
    if probe.host_key is None:
        return
    try:
        keys.trust_instead(host_entry(server.host, server.port), probe.host_key)
    except OSError as error:
        raise HomeUnusable("cant-be-written", path=str(keys.path), why=reason_of(error)) from error


def vault_id_of(ledger: Ledger) -> str:
    """Return the id of the home's vault. NoPermission in a home without one."""
    vault = ledger.vaults.get()
    if vault is None:
        raise NoPermission("no-vault-home-yet")
    return vault.vault_id


def _shown_fingerprint(place: Place, access: Access) -> str:
    """Return the fingerprint of the key that a server shows. Any StorageError but of its key."""
    storage = place.open(access)
    try:
        probe = storage.probe()
    except (HostKeyChanged, HostKeyUnknown) as error:
        return str(error.message.values["key"])
    finally:
        storage.close()
    if probe.host_key is None:
        raise UsageError("certificate-needs-no-trust", url=place.url)
    return fingerprint(probe.host_key)


def _probe_with(place: Place, access: Access, ledger: Ledger) -> Probe:
    """Return the probe of a storage that has this vault. NotThisVault, any StorageError."""
    storage = place.open(access)
    try:
        check_vault(storage, place, vault_id_of(ledger))
        return storage.probe()
    finally:
        storage.close()


def _with_login(
    ssh: str | None, to: SetupStorage, secrets: Secrets, before: StorageRecord
) -> SetupStorage:
    """Return the new login, or the previous one if none is given; so with who speaks SSH.

    A passphrase without a key is the new one of the same key.
    """
    role = before.role
    access = replace(to.access, ssh=before.ssh if ssh is None else to.access.ssh)
    to = replace(to, access=access)
    key_file = None if before.key_file is None else Path(before.key_file)
    had = replace(
        access,
        password=secrets.passwords.get(role.value),
        key_file=key_file,
        key_passphrase=secrets.key_passphrases.get(role.value),
    )
    return replace(to, access=login_after(access, had))


def login_after(given: Access, had: Access) -> Access:
    """Return the login to use: what is given, and of what was there what it does not replace.

    A password replaces a key, and a key a password; where both were in use, as on a box that
    wants both, each replaces its own kind only.
    """
    had_both = had.password is not None and had.key_file is not None
    nothing_given = given.password is None and given.key_file is None
    if not had_both and not nothing_given:
        return given
    kept = given
    if given.password is None:
        kept = replace(kept, password=had.password)
    if given.key_file is None:
        passphrase = given.key_passphrase or had.key_passphrase
        kept = replace(kept, key_file=had.key_file, key_passphrase=passphrase)
    return kept


def with_secrets(secrets: Secrets, role: Role, to: SetupStorage) -> Secrets:
    """Return the secrets with the login of a storage at another place."""

    def with_one(known: Mapping[str, str], value: str | None) -> dict[str, str]:
        others = {name: kept for name, kept in known.items() if name != role.value}
        return others if value is None else {**others, role.value: value}

    return replace(
        secrets,
        passwords=with_one(secrets.passwords, to.access.password),
        key_passphrases=with_one(secrets.key_passphrases, to.access.key_passphrase),
        servers=with_one(secrets.servers, login_is_for(to.place)),
    )
