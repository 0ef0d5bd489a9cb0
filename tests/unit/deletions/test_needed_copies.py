"""Which objects are verified and completed: living photos', and deleted ones' in their grace."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.messages.message import Message
from picup_desktop.settings import Settings
from picup_desktop.sync.delete.delete import delete_photos
from picup_desktop.words import CopyState, Role
from tests.copies import needed_copies
from tests.unit.ledger.filled import NOW, add_photos, filled, store

GRACE_SECONDS = 30 * 86_400.0


class Deleted:
    """A photo that was deleted at ``NOW``, and the name of its object."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        (self.photo,) = add_photos(ledger, ["a.jpg"])
        self.name, _ = store(ledger, self.photo, "a")
        with ledger.transaction():
            delete_photos(ledger, Settings(), [self.photo], NOW)

    def is_needed(self, at: float = NOW) -> bool:
        copies = {role: needed_copies(self.ledger, role, at) for role in Role}
        return any(copy.name == self.name for some in copies.values() for copy in some)

    def claim(self, role: Role) -> None:
        with self.ledger.transaction():
            self.ledger.deletions.make_due(NOW)
            (self.message,) = self.ledger.deletions.claim(
                role, now=NOW, lease_seconds=60.0, at_most=2
            )

    def put_off(self) -> None:
        """As a new grace would: nothing is due, and what was tried is not forgotten."""
        self.ledger.database.execute_many("UPDATE message SET available_at = ?", [(NOW + 1,)])


@pytest.fixture
def deleted(tmp_path: Path) -> Iterator[Deleted]:
    with filled(tmp_path) as ledger:
        yield Deleted(ledger)


def test_a_deleted_photo_is_needed_until_its_removal_is_due(deleted: Deleted) -> None:
    assert deleted.is_needed()
    assert deleted.is_needed(NOW + GRACE_SECONDS - 1)
    assert not deleted.is_needed(NOW + GRACE_SECONDS)


def test_it_is_completed_as_long_as_it_is_needed(deleted: Deleted) -> None:
    record = deleted.ledger.objects.named(deleted.name)
    assert record is not None
    deleted.ledger.objects.set_copy(record.id, Role.MAIN, CopyState.MISSING)
    assert deleted.ledger.objects.half_stored(NOW) == [record]
    assert deleted.ledger.objects.count_half_stored(NOW) == 1
    assert deleted.ledger.objects.half_stored(NOW + GRACE_SECONDS) == []
    assert deleted.ledger.objects.count_half_stored(NOW + GRACE_SECONDS) == 0


@pytest.mark.parametrize("role", Role)
def test_what_is_being_removed_from_one_storage_is_needed_on_none(
    deleted: Deleted, role: Role
) -> None:
    deleted.claim(role)
    deleted.put_off()
    assert not deleted.is_needed()


@pytest.mark.parametrize("counts", [True, False])
def test_what_was_tried_is_not_needed_whether_the_try_counts_or_not(
    deleted: Deleted, *, counts: bool
) -> None:
    deleted.claim(Role.MAIN)
    queue, reason = deleted.ledger.deletions, Message("program-stopped")
    if counts:
        queue.refuse(deleted.message, reason, now=NOW, again_at=NOW + 1)
    else:
        queue.give_back(deleted.message, reason, now=NOW, again_at=NOW + 1)
    deleted.put_off()
    assert not deleted.is_needed()


def test_what_is_gone_from_one_storage_is_not_needed_on_the_other(deleted: Deleted) -> None:
    deleted.claim(Role.MAIN)
    with deleted.ledger.transaction():
        deleted.ledger.deletions.note_gone([deleted.message], [deleted.name], NOW)
        deleted.ledger.deletions.acknowledge([deleted.message], NOW)
    deleted.put_off()
    assert not deleted.is_needed()


def test_what_was_restored_healed_and_deleted_again_is_needed(deleted: Deleted) -> None:
    deleted.claim(Role.MAIN)
    ledger = deleted.ledger
    with ledger.transaction():
        ledger.deletions.note_gone([deleted.message], [deleted.name], NOW)
        ledger.deletions.acknowledge([deleted.message], NOW)
        ledger.withdrawals.withdraw(deleted.name)
        record = ledger.objects.named(deleted.name)
        assert record is not None
        ledger.objects.set_copy(record.id, Role.MAIN, CopyState.STORED)
        ledger.database.execute_many("UPDATE photo SET state = ?", [("protected",)])
        delete_photos(ledger, Settings(), [deleted.photo], NOW)
    assert deleted.is_needed()
