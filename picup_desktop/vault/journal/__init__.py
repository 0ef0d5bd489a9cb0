"""The sealed, signed and chained list of the photos in the objects (docs/format-journal.md).

Pure functions of bytes and values, without I/O. Read ``entries.py`` and ``segment.py`` first.
"""

from picup_desktop.vault.journal.catalog import Catalog, build_catalog
from picup_desktop.vault.journal.check import Report, check_journal
from picup_desktop.vault.journal.checkpoint import (
    is_due,
    seal_checkpoint,
    state_entries,
)
from picup_desktop.vault.journal.entries import (
    AlbumAdded,
    AlbumRemoved,
    AlbumRenamed,
    Entry,
    GraceSet,
    ObjectGone,
    ObjectHeld,
    ObjectReplaced,
    PhotoAdopted,
    PhotoBack,
    PhotoFreed,
    PhotoMoved,
    PhotoRemoved,
    PhotoStored,
    PhotoWas,
    UnknownEntry,
    decode_entry,
    encode_entry,
)
from picup_desktop.vault.journal.findings import FINDING_CAUSES, Check, Finding, SegmentRefused
from picup_desktop.vault.journal.opening import open_segment, try_segment
from picup_desktop.vault.journal.packing import SEALED_LIMIT_BYTES
from picup_desktop.vault.journal.replay import (
    CatalogAlbum,
    CatalogObject,
    CatalogPhoto,
    DeviceState,
    replay,
    replay_entries,
)
from picup_desktop.vault.journal.segment import (
    JOURNAL_FOLDER,
    Author,
    ChainHead,
    CheckpointPart,
    Refused,
    SealedSegment,
    Segment,
    parse_name,
    seal_entries,
    seal_segment,
    segment_name,
)

__all__ = [
    "FINDING_CAUSES",
    "JOURNAL_FOLDER",
    "SEALED_LIMIT_BYTES",
    "AlbumAdded",
    "AlbumRemoved",
    "AlbumRenamed",
    "Author",
    "Catalog",
    "CatalogAlbum",
    "CatalogObject",
    "CatalogPhoto",
    "ChainHead",
    "Check",
    "CheckpointPart",
    "DeviceState",
    "Entry",
    "Finding",
    "GraceSet",
    "ObjectGone",
    "ObjectHeld",
    "ObjectReplaced",
    "PhotoAdopted",
    "PhotoBack",
    "PhotoFreed",
    "PhotoMoved",
    "PhotoRemoved",
    "PhotoStored",
    "PhotoWas",
    "Refused",
    "Report",
    "SealedSegment",
    "Segment",
    "SegmentRefused",
    "UnknownEntry",
    "build_catalog",
    "check_journal",
    "decode_entry",
    "encode_entry",
    "is_due",
    "open_segment",
    "parse_name",
    "replay",
    "replay_entries",
    "seal_checkpoint",
    "seal_entries",
    "seal_segment",
    "segment_name",
    "state_entries",
    "try_segment",
]
