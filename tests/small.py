"""A small vault on two folders, in this very process: made at once, and synced without couriers."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from picup_desktop.app import Engine, making, new_secret_store
from picup_desktop.cli.progress import PassPrinter
from picup_desktop.clock import SystemClock
from picup_desktop.engine.commands.verify import verified_json, verify_with
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.ledger.photos.photos import PhotoRecord
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.storage.folder_place import FolderPlace
from picup_desktop.storage.place import Access
from picup_desktop.sync.albums.albums import add_album
from picup_desktop.sync.job_progress import JobProgress, NoProgress
from picup_desktop.sync.join.kit import open_keys
from picup_desktop.sync.join.setup import (
    SetupRequest,
    SetupStorage,
    both_there,
    look_at_both,
    made_vault,
)
from picup_desktop.sync.join.vault import OpenFolders, VaultOpening, new_secrets
from picup_desktop.sync.journal.write import signer_of, vault_keys_of
from picup_desktop.sync.pass_order import PassFolders, PassOrder
from picup_desktop.sync.read.read import Reader
from picup_desktop.sync.sync_pass import SyncPass
from picup_desktop.sync.verify.report import VerifyOrder
from picup_desktop.vault.journal import Finding
from picup_desktop.vault.kit import RecoveryKit
from picup_desktop.vault.sealed_file_store import SealedFileStore
from picup_desktop.vault.secret_store import Secrets
from picup_desktop.words import Role
from tests.picup import PASSPHRASE, age, photo_bytes

LOW_COST = 10
"""The work factor of a passphrase in tests: 1 MiB."""


@dataclass
class Small:
    """A vault on two folders, with a few photos; copied anew for each attack."""

    folder: Path
    kit: RecoveryKit | None = None
    secrets: Secrets = field(init=False)

    @property
    def home(self) -> Home:
        return Home(self.folder / "home")

    def root(self, role: Role) -> Path:
        return self.folder / role.value

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        opened = open_ledger(self.home.ledger)
        try:
            yield opened
        finally:
            opened.close()

    def storages(self) -> dict[Role, FolderStorage]:
        return {role: FolderStorage(self.root(role)) for role in Role}

    def sync(self) -> None:
        home = self.home
        with self.ledger() as ledger:
            SyncPass(
                ledger=ledger,
                storages=self.storages(),
                folders=PassFolders(home.spool, home.scratch, home.journal, home.log),
                clock=SystemClock(),
                settings=ledger.vaults.settings(),
                observer=PassPrinter(None),
                signer=signer_of(ledger, self.secrets),
            ).run(PassOrder(ignore_back_off=True))

    def verify(
        self,
        *,
        repair: bool,
        remove_unknown: bool = False,
        progress: JobProgress | None = None,
        **scope: Any,
    ) -> dict[str, Any]:
        """As ``picup verify --all``; ``scope``: other fields of the order."""
        with self.ledger() as ledger:
            parts = Engine(
                home=self.home,
                ledger=ledger,
                settings=ledger.vaults.settings(),
                secrets=self.secrets,
                storages=cast(Any, self.storages()),
                clock=SystemClock(),
                maker=cast(Any, None),
                alerts=cast(Any, None),
            )
            order = VerifyOrder(**{"everything": True, "repair": repair, **scope})
            found = verify_with(
                parts, order, progress or NoProgress(), remove_unknown=remove_unknown
            )
            return cast(dict[str, Any], verified_json(ledger, found))

    def reader(self, ledger: Ledger) -> Reader:
        return Reader(
            ledger=ledger,
            storages=self.storages(),
            vault_keys=vault_keys_of(ledger, self.secrets),
            clock=SystemClock(),
            scratch=self.home.scratch,
        )

    def read(self, ledger: Ledger, photo: PhotoRecord) -> bytes:
        """A photo's bytes, from the storages."""
        target = self.folder / "read"
        self.reader(ledger).read(photo, target, remote=True)
        return target.read_bytes()

    def files(self, role: Role) -> dict[str, bytes]:
        root = self.root(role)
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for folder in ("objects", "journal", "keys")
            for path in (root / folder).rglob("*")
            if path.is_file()
        }


def photos(folder: Path, names: list[str]) -> None:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(photo_bytes(name, 3000))
        age(folder / name)


def small_vault(folder: Path, names: list[str]) -> Small:
    """Set up, with one album of these photos; before its first sync."""
    small = Small(folder)
    access = Access(small.home.known_hosts)
    storages = {role: SetupStorage(FolderPlace(small.root(role)), access) for role in Role}
    clock = SystemClock()
    with making(small.home) as ledger:
        store = new_secret_store(small.home, ledger, PASSPHRASE, LOW_COST)
        with made_vault(
            SetupRequest(storages),
            both_there(look_at_both(storages)),
            store=store,
            ledger=ledger,
            scratch=small.home.scratch,
            clock=clock,
        ) as kit:
            small.kit = kit
        photos(small.folder / "Album", names)
        add_album(ledger, small.folder / "Album", "Album", clock)
    small.secrets = SealedFileStore(small.home.sealed_secrets, PASSPHRASE).load()
    return small


@dataclass
class Second(Small):
    """Another computer on the same two storages."""

    first: Small | None = None

    def root(self, role: Role) -> Path:
        assert self.first is not None
        return self.first.root(role)


def joined(
    first: Small,
    folder: Path,
    *,
    sync: bool = True,
    told: Callable[[Sequence[Finding]], object] = lambda _: None,
) -> Second:
    """Join with the kit, and have an album of its own; ``told`` gets what ``open`` found."""
    second = Second(folder, first.kit, first)
    second.home.make()
    assert first.kit is not None
    keys = open_keys(Role.MAIN, first.storages()[Role.MAIN], first.kit)
    second.secrets = new_secrets(keys, {}, {}, {})
    clock = SystemClock()
    with first.ledger() as ledger:
        records = {one.role: one for one in ledger.storages.all()}
    with second.ledger() as ledger:
        folders = OpenFolders(second.home.journal, second.home.scratch)
        opening = VaultOpening(ledger, keys, clock, folders)
        opening.record(first.kit, records, second.secrets)
        report = opening.take_in(Role.MAIN, second.storages()[Role.MAIN], second.secrets)
        told(report.findings)
        opening.join(second.storages(), second.secrets)
        photos(folder / "Second", ["of second.jpg"])
        add_album(ledger, folder / "Second", "Second", clock)
    if sync:
        second.sync()
    return second
