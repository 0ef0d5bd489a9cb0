"""5-1: what no computer names on a storage is counted and offered."""

from collections.abc import Iterator, Set
from pathlib import Path

import pytest

from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import nameless_sentence
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.messages.catalogue import in_english
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.storage.base import ObjectInfo
from picup_desktop.sync.journal.round import named_lately
from picup_desktop.sync.seen.strangers import (
    Strangers,
    find_strangers,
    is_litter,
    is_old,
    note_strangers,
    strangers_on,
    unknown_of,
)
from picup_desktop.vault.journal import Catalog
from picup_desktop.vault.journal.replay import CatalogObject, DeviceState
from picup_desktop.words import Role

NOW = 1_700_000_000.0
OLD = NOW - DAY_SECONDS - 1


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = open_ledger(tmp_path / "ledger.sqlite")
    yield opened
    opened.close()


def files(*names: str, at: float = OLD) -> list[ObjectInfo]:
    return [ObjectInfo(name, 1, at) for name in names]


def never() -> Set[str]:
    raise AssertionError("the journals are read for nothing")


def test_what_is_younger_than_a_day_may_be_under_way() -> None:
    assert is_old(NOW - DAY_SECONDS - 0.5, NOW)
    assert not is_old(NOW - DAY_SECONDS, NOW)
    assert is_old(NOW / 2, NOW)
    assert unknown_of([*files("b", "a", "c"), *files("d", at=NOW)], {"c"}, NOW) == files("a", "b")


def test_the_journals_are_read_only_for_what_the_ledger_does_not_know(ledger: Ledger) -> None:
    assert find_strangers(ledger, [], never, NOW) == []
    assert find_strangers(ledger, files("young", at=NOW), never, NOW) == []
    _know(ledger)
    assert find_strangers(ledger, files("object", "attempt", "message"), never, NOW) == []
    asked = files("of-another", "object", "nobodys", "gone")
    named = frozenset({"of-another"})
    assert find_strangers(ledger, asked, lambda: named, NOW) == ["gone", "nobodys"]
    # Not every journal could be read, so nothing is said of it.
    assert find_strangers(ledger, asked, lambda: None, NOW) is None


def _know(ledger: Ledger) -> None:
    run = ledger.database.execute
    run("PRAGMA foreign_keys = 0")
    run(
        "INSERT INTO object (name, sealed_bytes, sha256, size_bytes, album_id, made_at)"
        " VALUES ('object', 1, '', 1, 1, 0)"
    )
    run(
        "INSERT INTO attempt (photo_id, size_bytes, mtime_ns, started_at, object_name)"
        " VALUES (1, 1, 1, 0, 'attempt')"
    )
    for name, gone_at in (("message", None), ("gone", 1.0)):
        run(
            "INSERT INTO message_object (message_id, object_name, gone_at) VALUES (1, ?, ?)",
            (name, gone_at),
        )


def test_the_item_counts_all_and_closes_when_they_are_gone(ledger: Ledger) -> None:
    assert strangers_on(ledger, Role.MAIN) == Strangers(0, more=False)
    names = [f"objects/00/{number:03}" for number in range(250)]
    note_strangers(ledger, Role.MAIN, names, NOW, more=True)
    assert strangers_on(ledger, Role.MAIN) == Strangers(250, more=True)
    assert strangers_on(ledger, Role.BACKUP) == Strangers(0)
    (item,) = ledger.attention.all()
    assert item.cause is Cause.UNKNOWN_OBJECTS
    assert "and 247 more" in item.text
    assert len(item.details["objects"]) == 100
    assert "250 files" in in_english(nameless_sentence(item))
    note_strangers(ledger, Role.BACKUP, [], NOW, more=True)
    assert len(ledger.attention.all()) == 1
    note_strangers(ledger, Role.MAIN, [], NOW, more=True)
    assert ledger.attention.all() == []
    assert strangers_on(ledger, Role.MAIN) == Strangers(0)


def test_what_another_computer_removed_within_a_day_may_still_be_listed() -> None:
    def known(name: str, gone_at: int | None) -> CatalogObject:
        return CatalogObject(name, 1, "", 1, gone_at)

    day = int(DAY_SECONDS)
    ago = int(NOW) - day
    objects = [known("there", None), known("lately", ago + 1), known("gone", ago)]
    state = DeviceState("a", {}, {}, {one.name: one for one in objects}, ())
    assert named_lately(Catalog({"a": state}), NOW) == {"there", "lately"}


@pytest.mark.parametrize(
    ("name", "is_left"),
    [
        ("objects/ab/@eaDir/SYNO_META", True),
        ("objects/ab/@eaDir/deeper/x", True),
        ("objects/ab/.@__thumb/x", True),
        ("objects/#recycle/x", True),
        ("objects/ab/.DS_Store", True),
        (f"objects/ab/._{'ab' * 32}", True),
        ("objects/ab/.nfs0000000000000001", True),
        ("objects/ab/Thumbs.db", True),
        (f"objects/ab/{'ab' * 32}", False),
        (f"objects/ab/{'ab' * 32} (1)", False),
        ("objects/.ab/x", False),
        ("objects/eaDir/x", False),
    ],
)
def test_what_a_system_left_there_is_no_object(name: str, *, is_left: bool) -> None:
    """A NAS's index made an item about objects that nobody names, again after each removal."""
    assert is_litter(name) is is_left
    info = ObjectInfo(name, 1, NOW - DAY_SECONDS - 1)
    assert unknown_of([info], (), NOW) == ([] if is_left else [info])
