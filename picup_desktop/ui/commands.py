"""A person's requests as commands to the engine."""

from collections.abc import Sequence

from picup_desktop.ui.engine.link import Done, EngineLink, Refused

HOUR_SECONDS = 60 * 60


class Commands:
    """Each returns at once; the window shows a refusal if there is no ``refused``."""

    def __init__(self, link: EngineLink) -> None:
        self._link = link

    def sync(self) -> None:
        """Begin a pass now."""
        self._link.ask("sync")

    def pause(self, seconds: float | None) -> None:
        """Pause for ``seconds``, or until resumed."""
        if seconds is None:
            self._link.ask("pause")
        else:
            self._link.ask("pause", seconds=seconds)

    def resume(self) -> None:
        """Go on."""
        self._link.ask("resume")

    def add_album(
        self,
        path: str,
        name: str | None = None,
        done: Done | None = None,
        refused: Refused | None = None,
    ) -> None:
        """Watch a folder."""
        given = {"path": path} if name is None else {"path": path, "name": name}
        self._link.ask("album_add", done=done, refused=refused, **given)

    def pause_album(self, name: str) -> None:
        """Leave an album alone for now."""
        self._link.ask("album_pause", name=name)

    def resume_album(self, name: str) -> None:
        """Watch it again."""
        self._link.ask("album_resume", name=name)

    def remove_album(self, name: str, *, delete_photos: bool) -> None:
        """Stop watching it."""
        self._link.ask("album_remove", name=name, delete_photos=delete_photos)

    def answer(self, item_id: int, choice: str, done: Done | None = None) -> None:
        """Answer an attention item with one of its choices."""
        self._link.ask("attention_answer", done=done, id=item_id, choice=choice)

    def restore_deleted(self, photo_ids: Sequence[int], done: Done | None = None) -> None:
        """Take deletions back; files that are not here stay on the storages alone."""
        named = [str(photo_id) for photo_id in photo_ids]
        self._link.ask("trash_restore", done=done, photos=named)

    def set(self, name: str, value: object, refused: Refused | None = None) -> None:
        """Choose a setting; it is used from the next pass on."""
        self._link.ask("settings_set", name=name, value=value, refused=refused)
