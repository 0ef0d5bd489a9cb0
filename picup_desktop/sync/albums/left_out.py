"""Look into an album's folder for what is not kept."""

from pathlib import Path

from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.albums.walking import walking_of
from picup_desktop.sync.scan.known import KnownOfAlbum
from picup_desktop.sync.scan.left_out import LeftOut
from picup_desktop.sync.scan.walk import scan_folder


def left_out_of(ledger: Ledger, album: AlbumRecord) -> tuple[LeftOut, ...]:
    """Return the files that the album does not keep now, by path. AlbumFolderGone."""
    known = KnownOfAlbum(ledger.known, album.id)
    walking = walking_of(ledger, album)
    found = scan_folder(Path(album.path), known, quiet_before_ns=None, walking=walking).left_out
    return tuple(sorted(found, key=lambda one: one.path))
