"""The ledger as one object, with an attribute for each group of queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.ledger.albums import Albums
from picup_desktop.ledger.attention import AlertedCauses, Attention
from picup_desktop.ledger.deletions.deletions import Deletions
from picup_desktop.ledger.deletions.eras import Eras
from picup_desktop.ledger.deletions.trash import Trash
from picup_desktop.ledger.deletions.withdrawals import Withdrawals
from picup_desktop.ledger.gallery.shots import Shots
from picup_desktop.ledger.history import History
from picup_desktop.ledger.journal.continued import ContinuedAlbums
from picup_desktop.ledger.journal.journal import OwnJournal
from picup_desktop.ledger.journal.others import Devices, Others, Survey
from picup_desktop.ledger.photos.checks import Checks
from picup_desktop.ledger.photos.corrections import Corrections
from picup_desktop.ledger.photos.freeing import FreeablePhotos
from picup_desktop.ledger.photos.known import KnownPhotos
from picup_desktop.ledger.photos.listing import Listing
from picup_desktop.ledger.photos.objects import Objects
from picup_desktop.ledger.photos.originals import Originals
from picup_desktop.ledger.photos.photos import Photos
from picup_desktop.ledger.photos.spoiled import SpoiledPhotos
from picup_desktop.ledger.photos.turns import Turns
from picup_desktop.ledger.photos.uploads import Uploads
from picup_desktop.ledger.photos.versions import Versions
from picup_desktop.ledger.schema.database import Database, prepare
from picup_desktop.ledger.storages import Storages
from picup_desktop.ledger.trust import TrustedFacts
from picup_desktop.ledger.vaults import Vaults


@dataclass(frozen=True)
class Ledger:
    """Everything known. The engine is its only writer; faces open it read-only."""

    database: Database
    vaults: Vaults
    storages: Storages
    albums: Albums
    photos: Photos
    known: KnownPhotos
    listing: Listing
    objects: Objects
    uploads: Uploads
    deletions: Deletions
    withdrawals: Withdrawals
    versions: Versions
    history: History
    spoiled: SpoiledPhotos
    trash: Trash
    freeing: FreeablePhotos
    attention: Attention
    alerts: AlertedCauses
    journal: OwnJournal
    devices: Devices
    others: Others
    continued: ContinuedAlbums
    survey: Survey
    checks: Checks
    originals: Originals
    shots: Shots
    corrections: Corrections
    turns: Turns
    eras: Eras
    trust: TrustedFacts

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything inside together, or nothing of it."""
        with self.database.transaction():
            yield

    def close(self) -> None:
        """Close the calling thread's connection."""
        self.database.close_thread()


def open_ledger(path: Path, *, read_only: bool = False) -> Ledger:
    """Open the ledger at ``path``, making or migrating it unless ``read_only``."""
    if not read_only:
        prepare(path)
    database = Database(path, read_only=read_only)
    return Ledger(
        database=database,
        vaults=Vaults(database),
        storages=Storages(database),
        albums=Albums(database),
        photos=Photos(database),
        known=KnownPhotos(database),
        listing=Listing(database),
        objects=Objects(database),
        uploads=Uploads(database),
        deletions=Deletions(database),
        withdrawals=Withdrawals(database),
        versions=Versions(database),
        history=History(database),
        spoiled=SpoiledPhotos(database),
        trash=Trash(database),
        freeing=FreeablePhotos(database),
        attention=Attention(database),
        alerts=AlertedCauses(database),
        journal=OwnJournal(database),
        devices=Devices(database),
        others=Others(database),
        continued=ContinuedAlbums(database),
        survey=Survey(database),
        checks=Checks(database),
        originals=Originals(database),
        shots=Shots(database),
        corrections=Corrections(database),
        turns=Turns(database),
        eras=Eras(database),
        trust=TrustedFacts(database),
    )
