"""Commands about deletions, and about what waits for a person."""

from dataclasses import dataclass

from picup_desktop.engine.ipc import answers
from picup_desktop.engine.ipc.commands.base import Command


@dataclass(frozen=True)
class Remove(Command[answers.Removed], command="rm"):
    """Delete photos: originals to the system's trash, copies after the grace (3-1)."""

    photos: tuple[str, ...]


@dataclass(frozen=True)
class RestoreDeleted(Command[answers.Undeleted], command="trash_restore"):
    """Undo deletions; ``BringBackDeleted`` reads the missing files back."""

    photos: tuple[str, ...]


@dataclass(frozen=True)
class BringBackDeleted(Command[answers.Returned], command="trash_bring_back"):
    """Read files of restored photos back into their albums."""

    photos: tuple[str, ...]


@dataclass(frozen=True)
class DeleteNow(Command[answers.DeletedNow], command="trash_delete"):
    """Delete deleted photos for good now, without their grace (3-1b)."""

    photos: tuple[str, ...]


@dataclass(frozen=True)
class EmptyTrash(Command[answers.DeletedNow], command="trash_empty"):
    """Do the same for all photos deleted by now."""


@dataclass(frozen=True)
class RunDeletions(Command[answers.DeletionsRun], command="deletions_run"):
    """Remove what is due; with ``now``, all that is queued (4-5)."""

    now: bool = False


@dataclass(frozen=True)
class RetryItem(Command[answers.Answered], command="attention_retry"):
    """Retry the failed work of an attention item."""

    id: int


@dataclass(frozen=True)
class IgnoreItem(Command[answers.Answered], command="attention_ignore"):
    """Hide an attention item."""

    id: int


@dataclass(frozen=True)
class ListInQuestion(Command[answers.InQuestion], command="attention_photos"):
    """List the photos that an item about many changed or spoiled ones asks about (4-3)."""

    id: int


@dataclass(frozen=True)
class AnswerItem(Command[answers.Answered], command="attention_answer"):
    """Answer the question of an attention item."""

    id: int
    choice: str
    photos: tuple[str, ...] | None = None
    """Only about these of the photos in question; the item stays open about the others (4-3)."""
