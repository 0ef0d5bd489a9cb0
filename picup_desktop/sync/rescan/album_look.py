"""What one rescan finds out about an album before anything is recorded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.photos.known import path_of
from picup_desktop.ledger.photos.photos import KnownFile, SeenFile
from picup_desktop.sync.rescan.in_place import InPlace
from picup_desktop.sync.rescan.same_contents import SameContents
from picup_desktop.sync.scan.known import Known, rows_in
from picup_desktop.sync.scan.scan import AlbumChanges, FolderScan, are_inodes_steady, compare
from picup_desktop.sync.scan.spoiled import Spoil


@dataclass
class AlbumLook:
    """An album under a rescan."""

    album: AlbumRecord
    scan: FolderScan
    root: tuple[int, int] | None
    """Device and inode of the folder when the scan began."""
    unlooked: Sequence[tuple[int, str]] = ()
    """Ids and paths of photos whose files' beginnings are to be read."""
    always: frozenset[int] = frozenset()
    """Ids of photos whose files each scan returns."""
    aside: list[int] = field(default_factory=list)
    """Ids of missing photos whose names other pictures have now."""
    replaced: bool = False
    """Whether this is another folder or disk than at the last scan."""
    spoiled: dict[str, Spoil] = field(default_factory=dict)
    """The damage to known files that are no edits, by path (4-2)."""
    in_place: InPlace = field(default_factory=InPlace)
    """Files of which only the change time is new (4-8)."""
    compared: tuple[FolderScan, AlbumChanges] | None = None
    """A scan, and what it changes."""
    same: SameContents = field(default_factory=SameContents)
    """Files of which only the time or inode changed (4-7)."""

    @property
    def known(self) -> Mapping[str, KnownFile]:
        """The known files by path, without those that the scan found untouched."""
        return self.scan.known


def identity(album: AlbumRecord) -> tuple[int, int] | None:
    """Return device and inode of an album's folder; None if it can't be asked."""
    try:
        status = Path(album.path).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def changes_of(look: AlbumLook) -> AlbumChanges:
    """Return what the scan changes, with the files that changed in place."""
    if look.compared is None or look.compared[0] is not look.scan:
        # Once for each scan: an album may have very many files.
        steady = are_inodes_steady(look.known, look.scan)
        look.compared = look.scan, compare(look.known, look.scan, trust_inodes=steady)
    return with_in_place(look.compared[1], look.in_place)


def with_in_place(changes: AlbumChanges, in_place: InPlace) -> AlbumChanges:
    """Return the changes with the files that changed under the same size and time (4-8)."""
    return replace(changes, changed=(*changes.changed, *in_place.changed))


def new_ctimes(look: AlbumLook) -> Iterator[SeenFile]:
    """Yield the known files with a new change time; that of new ones is recorded with them."""
    return (
        file
        for file in look.scan.quiet
        if file.path not in look.in_place.unread
        and (before := look.known.get(file.path)) is not None
        and before.ctime_ns != file.ctime_ns
    )


def holds_earlier(look: AlbumLook, known: Known, folder: str) -> bool:
    """Return whether a photo that was known before this scan still has its file in a folder."""
    earlier = {file.photo_id for file in look.known.values()}
    new = {file.path for file in look.scan.quiet if file.path not in look.known}
    return any(
        row.photo_id in earlier or path_of(row) not in new
        for row in rows_in(known, folder)
        if not row.missing and not row.remote_only
    )


def touched(look: AlbumLook) -> list[tuple[int, SeenFile]]:
    """Return files whose content is the stored one: only their time or inode is new."""
    proved = look.same.proved
    return [
        (look.known[file.path].photo_id, file)
        for file in (look.scan.quiet if proved else ())
        if file.path in proved
    ]
