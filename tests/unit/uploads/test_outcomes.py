"""How an upload ends, by what each storage answered (1-1 to 1-4)."""

import pytest

from picup_desktop.messages.catalogue import in_english
from picup_desktop.storage.errors import (
    CourierDied,
    HostKeyChanged,
    HostKeyUnknown,
    LoginRefused,
    ObjectExists,
    ObjectNotFound,
    OutdatedSsh,
    SourceUnreadable,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageFull,
    StorageNonsense,
    StorageStalled,
    StorageUnreachable,
    storage_state_after,
)
from picup_desktop.sync.upload.outcomes import (
    Ending,
    NotSent,
    Sent,
    ending,
    is_worth_another_try,
)
from picup_desktop.words import Outcome, PhotoState, Policy, Role, StorageState

MAIN_SENT = Sent(Role.MAIN, 1)


def _not_sent(
    role: Role, error: StorageError, *, tries: int = 1, perhaps_there: bool = False
) -> NotSent:
    return NotSent(role, tries, error, perhaps_there)


def _text(end: Ending) -> str:
    return "" if end.reason is None else in_english(end.reason)


def test_1_1_what_both_storages_took_is_protected() -> None:
    end = ending(MAIN_SENT, Sent(Role.BACKUP, 2), Policy.PAIR)
    assert (end.outcome, end.state) == (Outcome.STORED, PhotoState.PROTECTED)
    assert end.stored_on == end.kept_on == (Role.MAIN, Role.BACKUP)
    assert (end.undo_on, end.reason) == ((), None)


@pytest.mark.parametrize(("main_tries", "backup_tries"), [(1, 3), (3, 1), (2, 2)])
def test_an_upload_took_as_many_tries_as_its_slower_half(
    main_tries: int, backup_tries: int
) -> None:
    end = ending(Sent(Role.MAIN, main_tries), Sent(Role.BACKUP, backup_tries), Policy.PAIR)
    assert end.attempts == max(main_tries, backup_tries)


@pytest.mark.parametrize("policy", Policy)
def test_1_2_a_photo_that_main_did_not_take_waits_and_nothing_is_undone(policy: Policy) -> None:
    failure = _not_sent(Role.MAIN, StorageAway("It is off."), tries=4)
    end = ending(failure, None, policy)
    assert (end.outcome, end.state) == (Outcome.MAIN_FAILED, PhotoState.WAITING)
    assert (end.stored_on, end.kept_on, end.undo_on) == ((), (), ())
    assert (end.attempts, _text(end)) == (4, "main: It is off.")


def test_1_2_what_main_perhaps_holds_is_undone_there_alone() -> None:
    failure = _not_sent(Role.MAIN, StorageAway("It is off."), perhaps_there=True)
    end = ending(failure, None, Policy.PAIR)
    assert end.undo_on == (Role.MAIN,)
    assert end.stored_on == ()


def test_1_3_backup_failed_so_main_is_undone_and_the_event_names_it() -> None:
    end = ending(MAIN_SENT, _not_sent(Role.BACKUP, StorageFull("It is full.")), Policy.PAIR)
    assert (end.outcome, end.state) == (Outcome.BACKUP_FAILED, PhotoState.FAILED)
    assert (end.stored_on, end.kept_on, end.undo_on) == ((Role.MAIN,), (), (Role.MAIN,))
    assert _text(end) == "backup: It is full."


def test_1_3_what_backup_perhaps_holds_is_undone_on_both() -> None:
    failure = _not_sent(Role.BACKUP, StorageAway("It is off."), perhaps_there=True)
    assert ending(MAIN_SENT, failure, Policy.PAIR).undo_on == (Role.MAIN, Role.BACKUP)


@pytest.mark.parametrize("perhaps_there", [True, False])
def test_1_3b_keep_one_keeps_the_copy_on_main_and_undoes_nothing(*, perhaps_there: bool) -> None:
    failure = _not_sent(
        Role.BACKUP, StorageAway("It is off."), tries=4, perhaps_there=perhaps_there
    )
    end = ending(MAIN_SENT, failure, Policy.KEEP_ONE)
    assert (end.outcome, end.state) == (Outcome.STORED, PhotoState.HALF_PROTECTED)
    assert (end.stored_on, end.kept_on, end.undo_on) == ((Role.MAIN,), (Role.MAIN,), ())
    assert (end.attempts, _text(end)) == (4, "backup: It is off.")


@pytest.mark.parametrize("error", [CourierDied("It died."), StorageNonsense("It says 7.")])
@pytest.mark.parametrize("role", Role)
def test_1_4_a_worker_that_fails_is_told_as_that(role: Role, error: StorageError) -> None:
    failure = _not_sent(role, error)
    end = (
        ending(failure, None, Policy.PAIR)
        if role is Role.MAIN
        else ending(MAIN_SENT, failure, Policy.PAIR)
    )
    assert (end.outcome, end.state) == (Outcome.WORKER_FAILED, PhotoState.FAILED)


def test_backup_is_asked_whenever_main_holds_the_object() -> None:
    with pytest.raises(ValueError, match="backup"):
        ending(MAIN_SENT, None, Policy.PAIR)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (LoginRefused("no"), StorageState.REFUSED),
        (OutdatedSsh("no"), StorageState.REFUSED),
        (HostKeyChanged("no"), StorageState.REFUSED),
        (HostKeyUnknown("no"), StorageState.REFUSED),
        (StorageDenied("no"), StorageState.REFUSED),
        (StorageFull("no"), StorageState.FULL),
        (StorageAway("no"), StorageState.AWAY),
        (StorageStalled("no"), StorageState.AWAY),
        (StorageUnreachable("no"), StorageState.AWAY),
        (ObjectNotFound("no"), None),
        (ObjectExists("no"), None),
        (CourierDied("no"), None),
        (StorageNonsense("no"), None),
        (SourceUnreadable("no"), None),
    ],
)
def test_an_error_tells_of_the_whole_storage_or_of_one_object(
    error: StorageError, state: StorageState | None
) -> None:
    assert storage_state_after(error) is state


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (CourierDied("no"), True),
        (StorageNonsense("no"), True),
        (StorageAway("no"), True),
        (StorageFull("no"), False),
        (StorageDenied("no"), False),
        (LoginRefused("no"), False),
        (OutdatedSsh("no"), False),
        (HostKeyChanged("no"), False),
        (SourceUnreadable("no"), False),
    ],
)
def test_1_4_only_what_may_pass_is_tried_again_at_once(error: StorageError, *, again: bool) -> None:
    assert is_worth_another_try(error) is again
