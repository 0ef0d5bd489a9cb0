"""How an upload ended, decided from what each storage answered (DISASTERS 1-1 to 1-4).

Pure functions: the pass in ``upload.py`` carries out what they decide.
"""

from dataclasses import dataclass

from picup_desktop.messages.message import Message
from picup_desktop.storage.errors import (
    CourierDied,
    StorageAway,
    StorageError,
    StorageNonsense,
    is_about_one_name,
    waits_for_person,
)
from picup_desktop.sync.reach.reasons import of_storage
from picup_desktop.words import Outcome, PhotoState, Policy, Role


@dataclass(frozen=True)
class Sent:
    """An object is on a storage, and was checked."""

    role: Role
    tries: int


@dataclass(frozen=True)
class NotSent:
    """An object could not be sent to a storage.

    ``perhaps_there``: a try broke off in a way that may have left the object there.
    """

    role: Role
    tries: int
    error: StorageError
    perhaps_there: bool


@dataclass(frozen=True)
class Ending:
    """The result of an upload to record, and the copies to undo."""

    outcome: Outcome
    state: PhotoState
    stored_on: tuple[Role, ...]
    """The storages that held the object when the upload ended."""
    kept_on: tuple[Role, ...]
    undo_on: tuple[Role, ...]
    attempts: int
    reason: Message | None


def ending(main: Sent | NotSent, backup: Sent | NotSent | None, policy: Policy) -> Ending:
    """Decide how an upload ended (1-1 to 1-3).

    ``backup`` is None when main failed, since it is not asked then; ValueError if it is
    None although main has the object.
    """
    if isinstance(main, NotSent):
        return _failed(main, Outcome.MAIN_FAILED, stored_on=(), undo=())
    if backup is None:
        raise ValueError("main holds the object, so backup must have been asked")
    if isinstance(backup, Sent):
        return Ending(
            outcome=Outcome.STORED,
            state=PhotoState.PROTECTED,
            stored_on=(Role.MAIN, Role.BACKUP),
            kept_on=(Role.MAIN, Role.BACKUP),
            undo_on=(),
            attempts=max(main.tries, backup.tries),
            reason=None,
        )
    if policy is Policy.KEEP_ONE:
        # No undo on backup even if the object may be there: a later completion uses
        # the same name, and an undo in the queue would remove that copy.
        return Ending(
            outcome=Outcome.STORED,
            state=PhotoState.HALF_PROTECTED,
            stored_on=(Role.MAIN,),
            kept_on=(Role.MAIN,),
            undo_on=(),
            attempts=max(main.tries, backup.tries),
            reason=_reason(backup),
        )
    return _failed(backup, Outcome.BACKUP_FAILED, stored_on=(Role.MAIN,), undo=(Role.MAIN,))


def _failed(
    failure: NotSent, outcome: Outcome, *, stored_on: tuple[Role, ...], undo: tuple[Role, ...]
) -> Ending:
    error = failure.error
    worker = isinstance(error, (CourierDied, StorageNonsense)) or is_about_one_name(error)
    waits = outcome is Outcome.MAIN_FAILED and not worker
    return Ending(
        outcome=Outcome.WORKER_FAILED if worker else outcome,
        state=PhotoState.WAITING if waits else PhotoState.FAILED,
        stored_on=stored_on,
        kept_on=(),
        undo_on=(*undo, failure.role) if failure.perhaps_there else undo,
        attempts=failure.tries,
        reason=_reason(failure),
    )


def _reason(failure: NotSent) -> Message:
    return of_storage(failure.role, failure.error.message)


def is_worth_another_try(error: StorageError) -> bool:
    """Return whether to send the same bytes again within this attempt (1-4)."""
    may_pass = isinstance(error, (CourierDied, StorageNonsense, StorageAway))
    return may_pass and not waits_for_person(error)
