"""The one place where the parts are built and connected.

Three ways to open a home: ``reading`` (the ledger read-only, also while an engine runs),
``changing`` (the home's lock and the ledger) and ``engine`` (also the secrets and the
couriers; leaving it ends the courier processes).
"""

import hashlib
import logging
import secrets as randomness
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from picup_desktop.alerts import Alert, Alerts, all_targets, send_at_once
from picup_desktop.clock import Clock, SystemClock, Uptime, uptime
from picup_desktop.errors import NoPermission, PicupError, UsageError
from picup_desktop.files.unfinished import UNFINISHED, Unfinished
from picup_desktop.home import Home
from picup_desktop.home_lock import home_lock
from picup_desktop.ledger.ledger import Ledger, open_ledger, open_on_any_disk
from picup_desktop.ledger.notes import Note
from picup_desktop.ledger.storages import StorageRecord
from picup_desktop.log import start_logging
from picup_desktop.messages.spoken import language_of
from picup_desktop.own_memory import keep_to_itself
from picup_desktop.reading import NoVault as NoVault  # noqa: PLC0414 - one of the ways to open
from picup_desktop.reading import check_ledger, check_vault
from picup_desktop.reading import reading as reading  # noqa: PLC0414 - as above
from picup_desktop.settings import Settings
from picup_desktop.storage.base import TEMPORARY_FOLDER, Storage
from picup_desktop.storage.courier.child import CourierChild
from picup_desktop.storage.courier.courier import Courier
from picup_desktop.storage.errors import AnotherVault, StorageError
from picup_desktop.storage.parts import NOBODY, Writer
from picup_desktop.storage.place import Access, login_is_for
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.clock.watch import ClockWatch
from picup_desktop.sync.delete.drain import drain_journal
from picup_desktop.sync.delete.worker import DeletionWorker
from picup_desktop.sync.first_look.answers import become_new_computer_if_asked
from picup_desktop.sync.first_look.first_look import FirstLook
from picup_desktop.sync.home.hold import note_machine, this_machine
from picup_desktop.sync.job_progress import JobProgress
from picup_desktop.sync.journal.begun_kit import settle_kit
from picup_desktop.sync.journal.send import Announcement
from picup_desktop.sync.journal.write import Signer, signer_of, vault_keys_of
from picup_desktop.sync.pass_order import PassFolders, PassObserver
from picup_desktop.sync.reach.keeping import keeps_sums
from picup_desktop.sync.reach.restoring import OutRemembered
from picup_desktop.sync.read.read import Reader
from picup_desktop.sync.restore.restore import RestoreStopped
from picup_desktop.sync.sync_pass import SyncPass
from picup_desktop.sync.upload.sealer import usable_processors
from picup_desktop.thumbnails.maker import Maker
from picup_desktop.vault.age.scrypt import WORK_FACTOR
from picup_desktop.vault.journal import JOURNAL_FOLDER
from picup_desktop.vault.keyring_store import KeyringStore
from picup_desktop.vault.keys import KEYS_FOLDER
from picup_desktop.vault.layout import README_NAME, VAULT_NAME
from picup_desktop.vault.objects import OBJECTS_FOLDER
from picup_desktop.vault.passphrase import check_new_passphrase
from picup_desktop.vault.sealed_file_store import SealedFileStore
from picup_desktop.vault.secret_store import Secrets, SecretStore
from picup_desktop.words import Role

AskPassphrase = Callable[[], str | None]
"""Returns the passphrase; None if none is set and nobody can be asked."""

ROOT_HOLDS = (VAULT_NAME, OBJECTS_FOLDER, KEYS_FOLDER, JOURNAL_FOLDER)
"""A root without any of these has no vault: it may be a mount point without its disk (5-2)."""
OWN_NAMES = (
    *(VAULT_NAME, README_NAME, TEMPORARY_FOLDER),
    *(KEYS_FOLDER, JOURNAL_FOLDER, OBJECTS_FOLDER),
)
NONE_AHEAD: Mapping[Role, CourierChild] = MappingProxyType({})

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Engine:
    """Everything a pass, a read or a deletion needs; only one process of a home has it."""

    home: Home
    ledger: Ledger
    settings: Settings
    secrets: Secrets
    storages: Mapping[Role, Courier]
    clock: Clock
    maker: Maker
    """Decodes files; leaving the engine ends it."""
    alerts: Alerts
    """Sends alerts when the engine is left; a long-lived engine calls ``tell`` after each pass."""

    @property
    def folders(self) -> PassFolders:
        """The folders of temporary sealed files."""
        return PassFolders(self.home.spool, self.home.scratch, self.home.journal, self.home.log)

    def sync_pass(self, observer: PassObserver) -> SyncPass:
        """Return one pass over everything; run it once."""
        return SyncPass(
            ledger=self.ledger,
            storages=self.storages,
            folders=self.folders,
            clock=self.clock,
            settings=self.settings,
            observer=observer,
            signer=self._signer(),
            uptime=self._uptime,
            processors=usable_processors(),
            left_behind={role: one.left_behind for role, one in self.storages.items()},
        )

    def _signer(self) -> Signer:
        """Take a new identity if a person chose one; return what signs the journal (5-6)."""
        become_new_computer_if_asked(self.ledger, self.secrets, self.clock)
        return signer_of(self.ledger, self.secrets)

    def clock_watch(self) -> ClockWatch:
        """Return the comparison of this computer's clock with other clocks (4-5)."""
        return ClockWatch(self.ledger, self.clock, self.settings, self.home.scratch, self._uptime)

    def _uptime(self) -> Uptime | None:
        """Return the system's uptime, if the clock is the system's own."""
        return uptime() if isinstance(self.clock, SystemClock) else None

    def reader(self) -> Reader:
        """Return a reader of photos."""
        return self._reader(self.storages)

    def _reader(self, storages: Mapping[Role, Storage]) -> Reader:
        return Reader(
            ledger=self.ledger,
            storages=storages,
            vault_keys=vault_keys_of(self.ledger, self.secrets),
            clock=self.clock,
            scratch=self.home.scratch,
        )

    def job_reader(self, progress: JobProgress) -> Reader:
        """Return a reader that reports to a job; RestoreStopped from a read once it is cancelled.

        A storage that was out is not asked again for every photo.
        """

        def arrived(size_bytes: int) -> None:
            if progress.cancelled():
                raise RestoreStopped
            progress.arrived(size_bytes)

        storages = {
            role: OutRemembered(storage, self.clock, arrived)
            for role, storage in self.storages.items()
        }
        return self._reader(storages)

    def look_first(self) -> dict[Role, AnotherVault]:
        """Ask each storage whether this home is the one that wrote last (5-5, 5-6).

        Call it before removals outside a pass. An unreachable storage keeps its last result.
        Return the storages at whose place another vault is: nothing may be changed there.
        """
        others: dict[Role, AnotherVault] = {}
        note_machine(self.ledger, this_machine(), self.clock.now())
        signer = self._signer()
        look = FirstLook(self.ledger, self.clock, signer, self.home.scratch, writes=False)
        for role, storage in self.storages.items():
            try:
                look.run(role, storage)
            except StorageError as error:
                log.info("%s could not be looked at: %s", role.value, error.sentence)
                if isinstance(error, AnotherVault):
                    others[role] = error
        return others

    def without(self, roles: Collection[Role]) -> "Engine":
        """Return the same parts without these storages."""
        left = {role: one for role, one in self.storages.items() if role not in roles}
        return replace(self, storages=left)

    def announcement(self) -> Announcement:
        """Return what sends the journal between two passes."""
        return Announcement(
            ledger=self.ledger,
            clock=self.clock,
            signer=self._signer(),
            storages=self.storages,
            scratch=self.home.scratch,
        )

    def deletion_worker(self) -> DeletionWorker:
        """Return the worker of the deletion queue."""
        return DeletionWorker(self.ledger, self.storages, self.clock, self.settings)


@contextmanager
def making(home: Home, clock: Clock | None = None) -> Iterator[Ledger]:
    """Make a new home: its lock and an empty ledger; remove them if the block fails.

    HomeInUse, HomeUnusable, LedgerUnusable.
    """
    with held(home, clock or SystemClock()), new_ledger(home) as ledger:
        yield ledger


@contextmanager
def held(home: Home, clock: Clock) -> Iterator[None]:
    """Make the home's folders, hold its lock and write its log. HomeInUse, HomeUnusable."""
    home.make()
    with home_lock(home, clock), start_logging(home, to_terminal=False):
        yield


@contextmanager
def new_ledger(home: Home) -> Iterator[Ledger]:
    """Make an empty ledger under the home's lock, as ``making`` does."""
    files = [home.ledger, home.known_hosts, home.sealed_secrets]
    files += [home.ledger.with_name(f"{home.ledger.name}-{part}") for part in ("wal", "shm")]
    new = [file for file in files if not file.exists()]
    try:
        ledger = open_ledger(home.ledger)
        try:
            yield ledger
        finally:
            ledger.close()
    except BaseException:
        for file in new:
            file.unlink(missing_ok=True)
        raise


@contextmanager
def changing(home: Home, clock: Clock | None = None, *, reads: bool = False) -> Iterator[Ledger]:
    """Hold the home's lock and open its ledger, also on a full disk if it mainly ``reads``.

    NoVault, HomeInUse, HomeUnusable, LedgerUnusable.
    """
    check_ledger(home)
    at = clock or SystemClock()
    with held(home, at):
        # Under the lock, so that nobody writes there now.
        if swept := Unfinished(home.scratch / UNFINISHED).sweep():
            log.info("removed %d half-written files of a program that was ended", swept)
        ledger = (open_on_any_disk if reads else open_ledger)(home.ledger)
        try:
            check_vault(ledger, home)
            # Before anything is changed: a home copied to another computer removes nothing (5-6).
            note_machine(ledger, this_machine(), at.now())
            settle_kit(home.scratch, ledger.vaults.recovery_recipient())
            drain_journal(ledger, at)
            yield ledger
        finally:
            ledger.close()


@contextmanager
def engine(
    home: Home,
    ask: AskPassphrase,
    clock: Clock | None = None,
    *,
    soon: Collection[Role] = tuple(Role),
    store: SecretStore | None = None,
    reads: bool = False,
) -> Iterator[Engine]:
    """Open a whole engine; the secrets are opened before any storage is contacted.

    ``soon`` are the storages that will certainly be used; their couriers start ahead.
    ``store`` has the secrets already; nobody is asked then. ``reads`` as ``changing``.
    NoVault, HomeInUse, LedgerUnusable, NoPermission, Damaged.
    """
    at = clock or SystemClock()
    with changing(home, at, reads=reads) as ledger, ExitStack() as ending:
        ahead = {}
        for record in ledger.storages.all():
            if record.role in soon:
                # Starting one takes as long as opening the secrets.
                ahead[record.role] = CourierChild(parse_place(record.url))
                ending.callback(ahead[record.role].end)
        store = store or secret_store(home, ledger, ask)
        opened = store.load()
        store.renew(opened)
        yield ending.enter_context(joined(home, ledger, opened, at, ahead))


@contextmanager
def joined(
    home: Home,
    ledger: Ledger,
    opened: Secrets,
    clock: Clock,
    ahead: Mapping[Role, CourierChild] = NONE_AHEAD,
) -> Iterator[Engine]:
    """Make an engine of open parts; its couriers end when it is left.

    ``ahead`` are the courier processes that were started already.
    """
    with ExitStack() as ending:
        settings = ledger.vaults.settings()
        alerts = Alerts(ledger, clock, settings, all_targets(settings, opened.notify_urls))
        ending.callback(alerts.close)
        maker = Maker()
        ending.callback(maker.close)
        storages = ending.enter_context(couriers(home, ledger, opened, ahead))
        yield Engine(home, ledger, settings, opened, storages, clock, maker, alerts)


@contextmanager
def couriers(
    home: Home,
    ledger: Ledger,
    opened: Secrets,
    ahead: Mapping[Role, CourierChild] = NONE_AHEAD,
) -> Iterator[Mapping[Role, Courier]]:
    """Start a courier for each storage of the vault; they end when the block is left."""
    with ExitStack() as ending:
        settings = ledger.vaults.settings()
        writer = _writer(home, ledger)
        storages: dict[Role, Courier] = {}
        for record in ledger.storages.all():
            access = storage_access(home, record, opened, settings, writer)
            access = replace(access, sends_sums=keeps_sums(ledger, record.role))
            courier = Courier(parse_place(record.url), access, child=ahead.get(record.role))
            ending.callback(courier.close)
            storages[record.role] = courier
        yield storages


def storage_access(
    home: Home,
    record: StorageRecord,
    opened: Secrets,
    settings: Settings,
    writer: Writer = NOBODY,
) -> Access:
    """Return the access data of a storage of the vault.

    There is no login in it if the ledger names another server than the one that it is for.
    """
    role, here = record.role.value, login_is_for(parse_place(record.url))
    is_theirs = opened.servers.get(role, here) == here
    return Access(
        known_hosts=home.known_hosts,
        root_holds=ROOT_HOLDS,
        own_names=OWN_NAMES,
        password=opened.passwords.get(role) if is_theirs else None,
        key_file=None if record.key_file is None else Path(record.key_file),
        key_passphrase=opened.key_passphrases.get(role) if is_theirs else None,
        connect_seconds=settings.connect_seconds,
        stall_seconds=settings.stall_seconds,
        keepalive_seconds=settings.keepalive_seconds,
        upload_bytes_per_second=settings.bytes_per_second[record.role],
        writer=writer,
        ssh=record.ssh,
    )


def _writer(home: Home, ledger: Ledger) -> Writer:
    """Return this run of the home, which holds its lock and wrote its text there.

    A run whose text could not be written is unknown, and no part counts as left behind then.
    """
    try:
        holder = home.holder.read_bytes()
    except OSError:
        return NOBODY
    vault = ledger.vaults.get()
    device_id = "" if vault is None else vault.device_id
    return Writer.of_run(device_id, hashlib.sha256(holder).hexdigest())


def tell_now(home: Home, ask: AskPassphrase, alert: Alert) -> None:
    """Send an alert that the ledger can't record, where no engine runs (3-3).

    Targets whose address can't be read, because the secrets or the ledger can't, are left out.
    """
    settings = Settings()
    urls: tuple[str, ...] = ()
    try:
        with reading(home) as ledger:
            settings = ledger.vaults.settings()
            urls = secret_store(home, ledger, ask).load().notify_urls
    except PicupError as error:
        log.warning("who is told could not be read: %s", error.sentence)
    alert = alert.spoken_in(language_of(settings.alert_language))
    send_at_once(alert, all_targets(settings, urls), settings.alert_wait_seconds)


def secret_store(home: Home, ledger: Ledger, ask: AskPassphrase) -> SecretStore:
    """Return the store of this home's secrets; NoPermission without its passphrase.

    From here on the process keeps its memory to itself.
    """
    keep_to_itself()
    if home.sealed_secrets.exists():
        passphrase = ask()
        if not passphrase:
            raise NoPermission("vault-locked-nobody-ask-for")
        return SealedFileStore(home.sealed_secrets, passphrase)
    return KeyringStore(ledger.vaults.noted(Note.KEYRING_ENTRY) or "")


def change_passphrase(home: Home, current: str, new: str) -> SecretStore:
    """Seal the home's secrets by another passphrase, wholly or not at all; return their store.

    Call it with the home's lock held. UsageError where no passphrase seals them, or for a new
    one that is easy to guess; WrongPassphrase; Damaged; VaultError if the disk refuses.
    """
    check_sealed(home)
    check_new_passphrase(new)
    keep_to_itself()
    store = SealedFileStore(home.sealed_secrets, new)
    store.save(SealedFileStore(home.sealed_secrets, current).load())
    return store


def check_sealed(home: Home) -> None:
    """Raise UsageError if the secrets are not in a file that a passphrase seals."""
    if not home.sealed_secrets.exists():
        raise UsageError("keyring-keeps-secrets-no-passphrase")


def new_secret_store(
    home: Home, ledger: Ledger, passphrase: str | None, work_factor: int = WORK_FACTOR
) -> SecretStore:
    """Return a store for a new vault's secrets: a file sealed by the passphrase, or the keyring.

    ``work_factor`` is the cost of the passphrase, as a power of two. From here on the process
    keeps its memory to itself.
    """
    keep_to_itself()
    if passphrase is not None:
        return SealedFileStore(home.sealed_secrets, passphrase, work_factor)
    entry = randomness.token_hex(8)
    ledger.vaults.note(Note.KEYRING_ENTRY, entry)
    return KeyringStore(entry)
