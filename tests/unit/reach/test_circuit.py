"""What a pass does once a storage failed as a whole (1-2, 1-3c)."""

import pytest

from picup_desktop.storage.errors import (
    ObjectNotFound,
    StorageAway,
    StorageDenied,
    StorageError,
    StorageFull,
)
from picup_desktop.sync.reach.circuit import Circuit, held_by
from picup_desktop.words import Policy, Role, StorageState

AWAY = StorageAway("It is off.")


def _circuits(main: StorageError | None, backup: StorageError | None) -> dict[Role, Circuit]:
    circuits = {role: Circuit() for role in Role}
    for role, error in ((Role.MAIN, main), (Role.BACKUP, backup)):
        if error is not None:
            circuits[role].note_failure(error)
    return circuits


def test_a_failure_of_the_whole_storage_opens_the_circuit_and_the_first_reason_stays() -> None:
    circuit = Circuit()
    circuit.note_failure(AWAY)
    circuit.note_failure(StorageFull("It is full."))
    assert circuit.error is AWAY
    assert circuit.state is StorageState.AWAY


def test_a_failure_of_one_object_opens_nothing() -> None:
    circuit = Circuit()
    circuit.note_failure(ObjectNotFound("It is not there."))
    assert circuit.error is None
    assert circuit.state is None


def test_a_circuit_has_proven_nothing_at_first() -> None:
    assert Circuit().proven is False


def test_a_success_proves_the_storage() -> None:
    circuit = Circuit()
    circuit.note_success()
    assert circuit.proven
    assert circuit.state is StorageState.ONLINE


def test_a_failure_counts_for_more_than_an_earlier_success() -> None:
    circuit = Circuit()
    circuit.note_success()
    circuit.note_failure(StorageFull("It is full."))
    assert circuit.state is StorageState.FULL


@pytest.mark.parametrize(
    ("main", "backup", "policy", "held_role"),
    [
        (None, None, Policy.PAIR, None),
        (AWAY, None, Policy.PAIR, Role.MAIN),
        (None, AWAY, Policy.PAIR, Role.BACKUP),
        (AWAY, AWAY, Policy.PAIR, Role.MAIN),
        (AWAY, None, Policy.KEEP_ONE, Role.MAIN),
        (None, AWAY, Policy.KEEP_ONE, None),
    ],
)
def test_1_3c_what_holds_photos_back_under_each_policy(
    main: StorageError | None,
    backup: StorageError | None,
    policy: Policy,
    held_role: Role | None,
) -> None:
    held = held_by(_circuits(main, backup), policy)
    assert held == (None if held_role is None else (held_role, AWAY))


def test_1_4_objects_that_break_the_line_are_counted() -> None:
    circuit = Circuit()
    assert [circuit.count_breaker() for _ in range(3)] == [1, 2, 3]
    assert circuit.error is None


@pytest.mark.parametrize(
    ("error", "takes"),
    [
        (None, True),
        (StorageFull("It is full."), True),
        (AWAY, False),
        (StorageDenied("No."), False),
    ],
)
def test_1_7_a_full_storage_takes_removals(error: StorageError | None, takes: bool) -> None:
    assert _circuits(error, None)[Role.MAIN].takes_removals is takes
