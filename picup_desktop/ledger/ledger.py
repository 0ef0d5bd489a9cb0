"""The ledger as one object, with an attribute for each group of queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from picup_desktop.ledger.groups import Group
from picup_desktop.ledger.schema.database import Database, LedgerFull, prepare

if TYPE_CHECKING:
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
    from picup_desktop.ledger.storages import Storages
    from picup_desktop.ledger.trust import TrustedFacts
    from picup_desktop.ledger.vaults import Vaults

LONGEST_TRANSACTION_SECONDS = 600.0
"""Recording what became of every photo of a vault of millions takes a part of it."""


class Ledger:
    """Everything known. The engine is its only writer; faces open it read-only."""

    def __init__(self, database: Database) -> None:
        self.database = database

    vaults: "Group[Vaults]" = Group("vaults.Vaults")
    storages: "Group[Storages]" = Group("storages.Storages")
    albums: "Group[Albums]" = Group("albums.Albums")
    photos: "Group[Photos]" = Group("photos.photos.Photos")
    known: "Group[KnownPhotos]" = Group("photos.known.KnownPhotos")
    listing: "Group[Listing]" = Group("photos.listing.Listing")
    objects: "Group[Objects]" = Group("photos.objects.Objects")
    uploads: "Group[Uploads]" = Group("photos.uploads.Uploads")
    deletions: "Group[Deletions]" = Group("deletions.deletions.Deletions")
    withdrawals: "Group[Withdrawals]" = Group("deletions.withdrawals.Withdrawals")
    versions: "Group[Versions]" = Group("photos.versions.Versions")
    history: "Group[History]" = Group("history.History")
    spoiled: "Group[SpoiledPhotos]" = Group("photos.spoiled.SpoiledPhotos")
    trash: "Group[Trash]" = Group("deletions.trash.Trash")
    freeing: "Group[FreeablePhotos]" = Group("photos.freeing.FreeablePhotos")
    attention: "Group[Attention]" = Group("attention.Attention")
    alerts: "Group[AlertedCauses]" = Group("attention.AlertedCauses")
    journal: "Group[OwnJournal]" = Group("journal.journal.OwnJournal")
    devices: "Group[Devices]" = Group("journal.others.Devices")
    others: "Group[Others]" = Group("journal.others.Others")
    continued: "Group[ContinuedAlbums]" = Group("journal.continued.ContinuedAlbums")
    survey: "Group[Survey]" = Group("journal.others.Survey")
    checks: "Group[Checks]" = Group("photos.checks.Checks")
    originals: "Group[Originals]" = Group("photos.originals.Originals")
    shots: "Group[Shots]" = Group("gallery.shots.Shots")
    corrections: "Group[Corrections]" = Group("photos.corrections.Corrections")
    turns: "Group[Turns]" = Group("photos.turns.Turns")
    eras: "Group[Eras]" = Group("deletions.eras.Eras")
    trust: "Group[TrustedFacts]" = Group("trust.TrustedFacts")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit everything inside together, or nothing of it."""
        with self.database.transaction():
            yield

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Use it in a thread beside others: each waits for their transactions, however long.

        The thread's connection is closed at the end.
        """
        try:
            self.database.wait_at_most(LONGEST_TRANSACTION_SECONDS)
            yield
        finally:
            self.database.close_thread()

    def close(self) -> None:
        """Close the calling thread's connection."""
        self.database.close_thread()


def open_ledger(path: Path, *, read_only: bool = False, alone: bool = False) -> Ledger:
    """Open the ledger at ``path``, making or migrating it unless ``read_only``.

    ``alone``: on a full disk, and by nobody else meanwhile (``Database``).
    """
    if not read_only:
        prepare(path, alone=alone)
    database = Database(path, read_only=read_only, alone=alone)
    return Ledger(database)


def open_on_any_disk(path: Path) -> Ledger:
    """Open a ledger, alone where its disk is full; what has to be written is refused one by one."""
    try:
        return open_ledger(path)
    except LedgerFull:
        return open_ledger(path, alone=True)
