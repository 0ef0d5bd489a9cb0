"""The journal on the storages: written again where it was lost, compacted, at most 30 s late."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.storage.base import Storage
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.sync.journal.round import PULSE_SECONDS, JournalRound
from picup_desktop.sync.journal.write import JournalWriter, signer_of
from picup_desktop.vault.journal.checkpoint import DUE_AFTER_SEGMENTS
from picup_desktop.words import AttentionKind, Role
from tests.faults.hostile.test_storage_attacks import harmed, made, opened
from tests.small import Small, photos

__all__ = ["made"]


def segments(small: Small, role: Role) -> dict[str, bytes]:
    return {n: data for n, data in small.files(role).items() if n.startswith("journal/")}


def nothing(_: Path, __: object, ___: Small) -> None:
    """No harm at all: only what the test itself does."""


def rename(small: Small, number: int) -> None:
    """Something to tell, in a segment of its own."""
    with small.ledger() as ledger:
        photo = next(p for p in ledger.listing.photos() if p.photo.path.startswith("renamed"))
        was = small.folder / "Album" / photo.photo.path
        with ledger.transaction():
            ledger.database.execute_many(
                "UPDATE photo SET path = ? WHERE id = ?",
                [(os.fsencode(f"renamed {number}.jpg"), photo.photo.id)],
            )
        was.rename(was.with_name(f"renamed {number}.jpg"))
        JournalWriter(ledger, SystemClock(), signer_of(ledger, small.secrets)).write()


@pytest.fixture
def small(made: Small) -> Iterator[Small]:
    yield made
    for renamed in (made.folder / "Album").glob("renamed *.jpg"):
        renamed.rename(made.folder / "Album" / "renamed.jpg")


def test_what_both_storages_lost_is_written_again(small: Small) -> None:
    with harmed(small, Role.MAIN, 0, nothing) as (vault, _):
        before = segments(vault, Role.MAIN)
        for role in Role:
            shutil.rmtree(vault.root(role) / "journal")
        vault.sync()
        assert segments(vault, Role.MAIN) == segments(vault, Role.BACKUP) == before


def test_nothing_is_written_when_nothing_happened(small: Small) -> None:
    with harmed(small, Role.MAIN, 0, nothing) as (vault, _):
        before = {role: vault.files(role) for role in Role}
        vault.sync()
        assert {role: vault.files(role) for role in Role} == before


def test_many_segments_become_a_checkpoint_and_old_ones_go(small: Small, tmp_path: Path) -> None:
    with harmed(small, Role.MAIN, 0, nothing) as (vault, _):
        for number in range(DUE_AFTER_SEGMENTS):
            rename(vault, number)
        vault.sync()
        kept = segments(vault, Role.MAIN)
        assert len(kept) < 10
        assert kept == segments(vault, Role.BACKUP)
        with vault.ledger() as ledger:
            assert len(ledger.journal.segments()) == len(kept)
            expected = {f"Album/{p.photo.path}" for p in ledger.listing.photos()}
        listed, told = opened(vault, Role.BACKUP, tmp_path)
        assert told == []
        assert set(listed) == expected
        assert f"Album/renamed {DUE_AFTER_SEGMENTS - 1}.jpg" in expected


def test_a_storage_that_was_away_catches_up_through_a_checkpoint(
    small: Small, tmp_path: Path
) -> None:
    with harmed(small, Role.MAIN, 0, nothing) as (vault, _):
        away = vault.root(Role.BACKUP)
        hidden = away.with_name("unplugged")
        away.rename(hidden)
        for number in range(DUE_AFTER_SEGMENTS):
            rename(vault, number)
        vault.sync()
        hidden.rename(away)
        vault.sync()
        assert segments(vault, Role.MAIN) == segments(vault, Role.BACKUP)
        listed, told = opened(vault, Role.BACKUP, tmp_path)
        assert (told, len(listed)) == ([], 4)


class Hand(SystemClock):
    """A clock that is moved by hand."""

    moved = 0.0

    def monotonic(self) -> float:
        return self.moved


def test_during_a_long_pass_it_is_written_every_30_seconds(small: Small) -> None:
    with harmed(small, Role.MAIN, 0, nothing) as (vault, _), vault.ledger() as ledger:
        clock, home = Hand(), vault.home
        journal = JournalRound(
            ledger=ledger,
            clock=clock,
            signer=signer_of(ledger, vault.secrets),
            folder=home.journal,
            scratch=home.scratch,
        )

        def on_each(_: str, act: Callable[[Role, Storage], object]) -> None:
            for role in Role:
                act(role, FolderStorage(vault.root(role)))

        before = len(segments(vault, Role.MAIN))
        ledger.others.rename_album(1, "Another name")
        clock.moved += PULSE_SECONDS - 1
        journal.pulse(on_each)
        assert len(segments(vault, Role.MAIN)) == before
        clock.moved += 2
        journal.pulse(on_each)
        assert len(segments(vault, Role.MAIN)) == len(segments(vault, Role.BACKUP)) == before + 1
        clock.moved += PULSE_SECONDS + 1
        journal.pulse(on_each)
        assert len(segments(vault, Role.MAIN)) == before + 1


def test_a_copied_home_is_noticed_and_writes_over_nothing(small: Small) -> None:
    with harmed(small, Role.MAIN, 0, nothing) as (vault, _):
        copy = vault.folder / "copied home"
        shutil.copytree(vault.home.folder, copy)
        photos(vault.folder / "Album", ["later.jpg"])
        vault.sync()
        written = {name: hashlib.sha256(d).digest() for name, d in vault.files(Role.MAIN).items()}
        shutil.rmtree(vault.home.folder)
        copy.rename(vault.home.folder)
        vault.sync()
        with vault.ledger() as ledger:
            assert any(item.kind is AttentionKind.HOME for item in ledger.attention.all())
        after = vault.files(Role.MAIN)
        journal = {name for name in written if name.startswith("journal/")}
        assert all(hashlib.sha256(after[name]).digest() == written[name] for name in journal)
        assert {name for name in after if name.startswith("journal/")} == journal
        (vault.folder / "Album" / "later.jpg").unlink()
