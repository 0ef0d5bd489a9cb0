"""What the verifier records: never over what somebody else learned meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.words import CopyState, Role


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(tmp_path / "ledger.sqlite")
    with opened.transaction():
        opened.albums.add("Album", "/album", recipient="", sealed_identity=b"", at=0.0)
        opened.database.execute_many(
            "INSERT INTO object (id, name, sealed_bytes, sha256, size_bytes, album_id, made_at)"
            " VALUES (?, ?, 10, '', 5, 1, 0)",
            [(1, "objects/a"), (2, "objects/b")],
        )
        opened.objects.set_copy(1, Role.MAIN, CopyState.STORED)
    yield opened
    opened.close()


def test_a_copy_that_is_believed_otherwise_by_now_is_left_alone(ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.objects.set_copy(1, Role.MAIN, CopyState.DAMAGED)
        seen = [(1, CopyState.STORED, CopyState.STORED), (2, CopyState.STORED, CopyState.MISSING)]
        ledger.checks.record(Role.MAIN, seen, 7.0)
    assert ledger.objects.copies(1)[Role.MAIN] is CopyState.DAMAGED
    assert ledger.objects.copies(2)[Role.MAIN] is CopyState.NONE


def test_the_word_of_a_storage_changes_no_state_and_is_no_reading(ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.objects.set_copy(2, Role.MAIN, CopyState.DAMAGED)
        ledger.checks.record_asked(Role.MAIN, [(1, True), (2, True)], 7.0)
        ledger.checks.record_asked(Role.MAIN, [(1, False)], 9.0)
    query = (
        "SELECT object_id, state, verified_at, asked_at, vouched_at FROM copy ORDER BY object_id"
    )
    assert ledger.database.query(query) == [
        (1, "stored", None, 9.0, 7.0),
        (2, "damaged", None, None, None),
    ]


def test_what_a_storage_said_in_the_future_was_not_said(ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.checks.record_asked(Role.MAIN, [(1, True)], 9.0)
        ledger.eras.forget_the_future(9.0, longest_backoff_seconds=1.0)
        kept = ledger.database.query("SELECT asked_at, vouched_at FROM copy")
        ledger.eras.forget_the_future(8.0, longest_backoff_seconds=1.0)
    assert kept == [(9.0, 9.0)]
    assert ledger.database.query("SELECT asked_at, vouched_at FROM copy") == [(None, None)]


def test_hashes_of_parts_are_kept_by_object(ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.checks.note_part_sums([(1, "ab", 5), (2, "cd", 5)])
        ledger.checks.note_part_sums([(2, "ef", 6)])
    assert ledger.checks.part_sums([2, 3]) == {2: ("ef", 6)}


def test_what_was_seen_is_recorded_where_nothing_changed(ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.checks.record(Role.MAIN, [(1, CopyState.STORED, CopyState.MISSING)], None)
    assert ledger.objects.copies(1)[Role.MAIN] is CopyState.MISSING
