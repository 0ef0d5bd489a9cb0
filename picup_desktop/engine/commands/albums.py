"""Commands about albums."""

from picup_desktop.clock import Clock
from picup_desktop.engine.ipc import answers
from picup_desktop.engine.ipc.commands import AddAlbum, PauseAlbum, RemoveAlbum, ResumeAlbum
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.albums.albums import (
    add_album,
    find_album,
    pause_album,
    remove_album,
    resume_album,
)


def album_add(ledger: Ledger, clock: Clock, given: AddAlbum) -> answers.Album:
    """Watch a folder."""
    return _album_json(add_album(ledger, given.path, given.name, clock))


def album_pause(ledger: Ledger, _clock: Clock, given: PauseAlbum) -> answers.Album:
    """Stop watching an album for a while."""
    pause_album(ledger, given.name)
    return _album_json(find_album(ledger, given.name))


def album_resume(ledger: Ledger, _clock: Clock, given: ResumeAlbum) -> answers.Album:
    """Watch a paused album again."""
    resume_album(ledger, given.name)
    return _album_json(find_album(ledger, given.name))


def album_remove(ledger: Ledger, clock: Clock, given: RemoveAlbum) -> answers.AlbumRemoved:
    """Stop watching a folder for good."""
    settings = ledger.vaults.settings()
    remove_album(ledger, given.name, clock, settings, delete_stored=given.delete_photos)
    return {"name": given.name, "grace_days": settings.grace_days}


def _album_json(album: AlbumRecord) -> answers.Album:
    return {"name": album.name, "path": album.path, "state": album.state.value}
