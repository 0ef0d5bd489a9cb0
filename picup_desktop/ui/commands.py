"""A person's requests as commands to the engine."""

from collections.abc import Callable, Sequence
from pathlib import Path

from picup_desktop.engine.ipc.answers import Album, Answered, Undeleted
from picup_desktop.engine.ipc.commands.albums import AddAlbum, PauseAlbum, RemoveAlbum, ResumeAlbum
from picup_desktop.engine.ipc.commands.deletions import AnswerItem, RestoreDeleted
from picup_desktop.engine.ipc.commands.engine import PauseMoves, Resume, Sync
from picup_desktop.engine.ipc.commands.vault import ResetSetting, SetSetting
from picup_desktop.settings import Value
from picup_desktop.ui.engine.link import EngineLink, Refused

HOUR_SECONDS = 60 * 60


class Commands:
    """Each returns at once; the window shows a refusal if there is no ``refused``."""

    def __init__(self, link: EngineLink) -> None:
        self._link = link

    def sync(self) -> None:
        """Begin a pass now."""
        self._link.ask(Sync())

    def pause(self, seconds: float | None) -> None:
        """Pause for ``seconds``, or until resumed."""
        self._link.ask(PauseMoves(seconds))

    def resume(self) -> None:
        """Go on."""
        self._link.ask(Resume())

    def add_album(
        self,
        path: str,
        name: str | None = None,
        done: Callable[[Album], None] | None = None,
        refused: Refused | None = None,
    ) -> None:
        """Watch a folder."""
        self._link.ask(AddAlbum(Path(path), name), done=done, refused=refused)

    def pause_album(self, name: str) -> None:
        """Leave an album alone for now."""
        self._link.ask(PauseAlbum(name))

    def resume_album(self, name: str) -> None:
        """Watch it again."""
        self._link.ask(ResumeAlbum(name))

    def remove_album(
        self,
        name: str,
        *,
        delete_photos: bool,
        done: Callable[[object], None] | None = None,
        refused: Refused | None = None,
    ) -> None:
        """Stop watching it."""
        command = RemoveAlbum(name, delete_photos=delete_photos)
        self._link.ask(command, done=done, refused=refused)

    def answer(
        self,
        item_id: int,
        choice: str,
        done: Callable[[Answered], None] | None = None,
        refused: Refused | None = None,
        photos: Sequence[int] | None = None,
    ) -> None:
        """Answer an attention item with one of its choices, or only about some photos of it."""
        named = None if photos is None else tuple(map(str, photos))
        self._link.ask(AnswerItem(item_id, choice, named), done=done, refused=refused)

    def restore_deleted(
        self, photo_ids: Sequence[int], done: Callable[[Undeleted], None] | None = None
    ) -> None:
        """Take deletions back; files that are not here stay on the storages alone."""
        self._link.ask(RestoreDeleted(tuple(map(str, photo_ids))), done=done)

    def set(self, name: str, value: Value, refused: Refused | None = None) -> None:
        """Choose a setting; it is used from the next pass on."""
        self._link.ask(SetSetting(name, value), refused=refused)

    def reset(self, name: str, refused: Refused | None = None) -> None:
        """Use a setting's default again, from the next pass on."""
        self._link.ask(ResetSetting(name), refused=refused)
