"""Commands about albums."""

from picup_desktop.clock import Clock
from picup_desktop.engine.ipc import answers
from picup_desktop.engine.ipc.commands.albums import (
    AddAlbum,
    AlbumChosen,
    AlbumMoved,
    ListLeftOut,
    MoveAlbum,
    PauseAlbum,
    RemoveAlbum,
    RenameAlbum,
    ResumeAlbum,
    SetForAlbum,
)
from picup_desktop.ledger.albums import AlbumRecord
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.albums.albums import (
    add_album,
    choose_for_album,
    pause_album,
    remove_album,
    rename_album,
    resume_album,
)
from picup_desktop.sync.albums.left_out import left_out_of
from picup_desktop.sync.albums.move import move_album
from picup_desktop.sync.albums.named import find_album


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


def album_move(ledger: Ledger, clock: Clock, given: MoveAlbum) -> AlbumMoved:
    """Watch an album in another folder."""
    moved = move_album(ledger, given.name, given.path, clock, anyway=given.anyway)
    return {
        **_album_json(moved.album),
        "known": moved.known,
        "other": moved.other,
        "missing": moved.missing,
    }


def album_rename(ledger: Ledger, _clock: Clock, given: RenameAlbum) -> answers.Album:
    """Give an album another name."""
    renamed = rename_album(ledger, given.name, given.new)
    return _album_json(renamed)


def album_set(ledger: Ledger, _clock: Clock, given: SetForAlbum) -> AlbumChosen:
    """Choose which files of an album are kept."""
    album = choose_for_album(ledger, given.name, given.choice, given.value)
    chosen = album.choices
    return {
        **_album_json(album),
        "links": chosen.links.value,
        "hidden": chosen.hidden.value,
        "files": chosen.files.value,
    }


MOST_LEFT_OUT = 2000
"""The most files that one answer lists."""


def album_left_out(ledger: Ledger, _clock: Clock, given: ListLeftOut) -> answers.LeftOutFiles:
    """Look into the album's folder for what is not kept. AlbumFolderGone."""
    found = left_out_of(ledger, find_album(ledger, given.name))
    listed = found[:MOST_LEFT_OUT]
    return {
        "files": [{"path": one.path, "why": one.why.value} for one in listed],
        "more": len(found) - len(listed),
    }


def _album_json(album: AlbumRecord) -> answers.Album:
    return {"name": album.name, "path": album.path, "state": album.state.value}
