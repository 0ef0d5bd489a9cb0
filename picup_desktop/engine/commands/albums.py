"""Commands about albums."""

from picup_desktop.clock import Clock
from picup_desktop.engine.ipc.arguments import Arguments
from picup_desktop.engine.ipc.protocol import Json
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.albums.albums import (
    add_album,
    find_album,
    pause_album,
    remove_album,
    resume_album,
)


def album_add(ledger: Ledger, clock: Clock, given: Arguments) -> Json:
    """Watch a folder."""
    path, name = given.path("path"), given.maybe_text("name")
    given.no_more()
    return _document(add_album(ledger, path, name, clock))


def album_pause(ledger: Ledger, clock: Clock, given: Arguments) -> Json:  # noqa: ARG001 - as all
    """Stop watching an album for a while."""
    name = given.text("name")
    given.no_more()
    pause_album(ledger, name)
    return _document(find_album(ledger, name))


def album_resume(ledger: Ledger, clock: Clock, given: Arguments) -> Json:  # noqa: ARG001 - as all
    """Watch a paused album again."""
    name = given.text("name")
    given.no_more()
    resume_album(ledger, name)
    return _document(find_album(ledger, name))


def album_remove(ledger: Ledger, clock: Clock, given: Arguments) -> Json:
    """Stop watching a folder for good."""
    name, delete = given.text("name"), given.flag("delete_photos")
    given.no_more()
    settings = ledger.vaults.settings()
    remove_album(ledger, name, clock, settings, delete_stored=delete)
    return {"name": name, "grace_days": settings.grace_days}


def _document(album: AlbumRecord) -> Json:
    return {"name": album.name, "path": album.path, "state": album.state.value}
