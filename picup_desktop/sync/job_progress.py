"""The progress of one long command: restoring, freeing, verifying, or reading one photo."""

from typing import Protocol

from picup_desktop.words import Role


class JobProgress(Protocol):
    """Receives the progress, and may cancel the work; called from several threads."""

    def begin(self, items: int, size_bytes: int, role: Role | None = None) -> None:
        """Work begins: this many photos, or copies on the storage ``role``, and all their bytes."""

    def begin_asking(self, items: int, role: Role) -> None:
        """A storage is asked about this many copies, of which no byte is read."""

    def begin_repair(self, items: int, size_bytes: int) -> None:
        """The repair of this many copies begins, and all their bytes."""

    def arrived(self, size_bytes: int) -> None:
        """Bytes of the item that this thread works on arrived."""

    def item_done(self, size_bytes: int) -> None:
        """One more item is finished, with success or without."""

    def cancelled(self) -> bool:
        """Return whether to end early; may block before it returns."""


class NoProgress:
    """A ``JobProgress`` that ignores the progress and cancels nothing."""

    def begin(self, items: int, size_bytes: int, role: Role | None = None) -> None:
        """As ``JobProgress``."""

    def begin_asking(self, items: int, role: Role) -> None:
        """As ``JobProgress``."""

    def begin_repair(self, items: int, size_bytes: int) -> None:
        """As ``JobProgress``."""

    def arrived(self, size_bytes: int) -> None:
        """As ``JobProgress``."""

    def item_done(self, size_bytes: int) -> None:
        """As ``JobProgress``."""

    def cancelled(self) -> bool:
        """As ``JobProgress``."""
        return False
