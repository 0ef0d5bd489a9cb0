"""Commands for a home without a vault: testing a storage, and making the vault.

With these the window needs no SSH of its own. Both run in the thread of their request;
only one setup runs at a time, and none if there is a vault.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from picup_desktop.app import new_ledger, new_secret_store
from picup_desktop.clock import Clock
from picup_desktop.engine.commands.open import asked_to_open, open_into
from picup_desktop.engine.ipc.arguments import Arguments
from picup_desktop.engine.ipc.protocol import Json
from picup_desktop.errors import NoPermission, UsageError
from picup_desktop.home import Home
from picup_desktop.settings import Settings, checked_setting
from picup_desktop.storage.errors import ObjectNotFound
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.sftp.shown_host import fingerprint
from picup_desktop.sync.join.setup import (
    SetupRequest,
    SetupStorage,
    VaultExists,
    both_there,
    check_places,
    look_at_both,
    made_vault,
)
from picup_desktop.vault.keyring_store import usable_keyring
from picup_desktop.vault.kit import RecoveryKit
from picup_desktop.vault.kit_file import write_kit_file
from picup_desktop.vault.kit_pdf import write_kit_pdf
from picup_desktop.vault.layout import VAULT_NAME
from picup_desktop.words import Policy, Role


@dataclass(frozen=True)
class _Asked:
    """The arguments of a ``setup`` request, checked before anything is contacted."""

    request: SetupRequest
    kit_file: Path
    passphrase: str | None


class SetupCommands:
    """``joined`` is called with the passphrase when there is a vault to open."""

    def __init__(
        self,
        home: Home,
        clock: Clock,
        has_vault: Callable[[], bool],
        joined: Callable[[str | None], None],
    ) -> None:
        self._home = home
        self._clock = clock
        self._has_vault = has_vault
        self._joined = joined
        self._one_at_a_time = threading.Lock()

    @property
    def by_name(self) -> Mapping[str, Callable[[Arguments], Json]]:
        """Return every command."""
        return {
            "test_connection": self._test_connection,
            "setup": self._setup,
            "open_vault": self._open_vault,
        }

    def _test_connection(self, given: Arguments) -> Json:
        trust = given.flag("accept_host_key")
        to = storage_given(self._home, given, trust_new_host_key=trust)
        given.no_more()
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
        return {
            "host_key": probe.host_key,
            "fingerprint": None if probe.host_key is None else fingerprint(probe.host_key),
            "round_trip_ms": probe.round_trip_seconds * 1000,
            "free_bytes": probe.free_bytes,
            "vault": vault,
        }

    def _setup(self, given: Arguments) -> Json:
        asked = self._asked(given)
        with self._one_at_a_time:
            if self._has_vault():
                raise VaultExists(f"There is a vault in {self._home.folder} already.")
            kit = self._make(asked)
            self._joined(asked.passphrase)
        return {
            "vault": kit.vault_id,
            "recovery_kit": str(asked.kit_file),
            "recovery_kit_pdf": str(asked.kit_file.with_suffix(".pdf")),
            "storages": {storage.role: storage.url for storage in kit.storages},
        }

    def _open_vault(self, given: Arguments) -> Json:
        asked = asked_to_open(given, self._home)
        needs_passphrase(asked.passphrase)
        with self._one_at_a_time:
            if self._has_vault():
                raise VaultExists(f"There is a vault in {self._home.folder} already.")
            document = open_into(self._home, asked, self._clock)
            self._joined(asked.passphrase)
        return document

    def _make(self, asked: _Asked) -> RecoveryKit:
        with new_ledger(self._home) as ledger:
            probes = both_there(look_at_both(asked.request.storages))
            with made_vault(
                asked.request,
                probes,
                store=new_secret_store(self._home, ledger, asked.passphrase),
                ledger=ledger,
                scratch=self._home.scratch,
                clock=self._clock,
            ) as kit:
                _write_kit(kit, asked.kit_file)
        return kit

    def _asked(self, given: Arguments) -> _Asked:
        trust = given.flag("accept_new_host_keys")
        storages = {}
        for role in Role:
            group = given.group(role.value)
            storages[role] = storage_given(self._home, group, trust_new_host_key=trust)
            group.no_more()
        kit_file, passphrase = given.path("recovery_kit"), given.maybe_text("passphrase")
        grace, policy = given.maybe_number("grace_days"), given.maybe_text("policy")
        quantum = given.flag("post_quantum")
        given.no_more()
        check_places(storages)
        _check_kit_file(kit_file)
        needs_passphrase(passphrase)
        request = SetupRequest(
            storages,
            policy=_policy(policy),
            grace_days=Settings.grace_days if grace is None else _whole(grace),
            post_quantum=quantum,
        )
        return _Asked(request, kit_file, passphrase or None)


def storage_given(home: Home, given: Arguments, *, trust_new_host_key: bool) -> SetupStorage:
    """Return a place and its login, from ``url``, ``password``, ``key_file``... UsageError."""
    place = parse_place(given.text("url"))
    key_file = given.maybe_text("key_file")
    access = Access(
        known_hosts=home.known_hosts,
        password=given.maybe_text("password"),
        key_file=None if key_file is None else Path(key_file),
        key_passphrase=given.maybe_text("key_passphrase"),
    )
    return SetupStorage(place, replace(access, trust_new_host_key=trust_new_host_key))


def needs_passphrase(given: str | None) -> None:
    """Raise NoPermission if neither a passphrase nor a keyring could keep the secrets."""
    if not given and not usable_keyring():
        raise NoPermission(
            "This computer has no keyring for the vault's secrets. Choose a passphrase: it seals"
            " them in a file."
        )


def _whole(days: float) -> int:
    """Return the number as an int; the socket's numbers are floats. UsageError if not whole."""
    return int(days) if days.is_integer() else int(checked_setting("grace_days", days))


def _policy(named: str | None) -> Policy:
    try:
        return Policy.PAIR if named is None else Policy(named)
    except ValueError as error:
        raise UsageError(f"policy is {' or '.join(Policy)}.") from error


def _check_kit_file(file: Path) -> None:
    for one in (file, file.with_suffix(".pdf")):
        if one.exists():
            raise UsageError(f"{one} is there already. Name another file for the recovery kit.")
    if not file.parent.is_dir():
        raise UsageError(f"There is no folder {file.parent} for the recovery kit.")


def _write_kit(kit: RecoveryKit, file: Path) -> None:
    """Write both files or neither."""
    write_kit_file(kit, file)
    try:
        write_kit_pdf(kit, file.with_suffix(".pdf"))
    except BaseException:
        file.unlink(missing_ok=True)
        raise
