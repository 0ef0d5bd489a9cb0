"""Commands about albums."""

from dataclasses import dataclass
from pathlib import Path

from picup_desktop.engine.ipc import answers
from picup_desktop.engine.ipc.commands.base import Command


class AlbumMoved(answers.Album):
    """``album_move``, in photos: found again, with another file at their path, and missing."""

    known: int
    other: int
    missing: int


class AlbumChosen(answers.Album):
    """``album_set``: the choices of the album, by name in ``settings/albums.py``."""

    links: str
    hidden: str
    files: str


@dataclass(frozen=True)
class AddAlbum(Command[answers.Album], command="album_add"):
    """Watch a folder."""

    path: Path
    name: str | None = None


@dataclass(frozen=True)
class ListLeftOut(Command[answers.LeftOutFiles], command="album_left_out"):
    """List the files in an album's folder that are not kept."""

    name: str


@dataclass(frozen=True)
class MoveAlbum(Command[AlbumMoved], command="album_move"):
    """Watch an album in another folder, where its photos stand now."""

    name: str
    path: Path
    anyway: bool = False
    """Also if the folder plainly holds something else."""


@dataclass(frozen=True)
class RenameAlbum(Command[answers.Album], command="album_rename"):
    """Give an album another name."""

    name: str
    new: str


@dataclass(frozen=True)
class PauseAlbum(Command[answers.Album], command="album_pause"):
    """Stop watching an album for a while."""

    name: str


@dataclass(frozen=True)
class ResumeAlbum(Command[answers.Album], command="album_resume"):
    """Watch a paused album again."""

    name: str


@dataclass(frozen=True)
class SetForAlbum(Command[AlbumChosen], command="album_set"):
    """Choose which files of an album are kept."""

    name: str
    choice: str
    value: str


@dataclass(frozen=True)
class RemoveAlbum(Command[answers.AlbumRemoved], command="album_remove"):
    """Stop watching a folder for good."""

    name: str
    delete_photos: bool = False
