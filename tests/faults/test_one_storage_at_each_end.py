"""One storage fails, or waits, in a step at the start or the end of a pass: the other's is done.

Each such step is taken at both storages at once (``sync/reach/workers.py``). A storage that waits
here goes on only once the other has taken the very step, so a pass that took them one after the
other would not get through.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest

from picup_desktop.storage.base import Get, ObjectInfo, Piece, Probe, Progress, Put
from picup_desktop.storage.errors import StorageAway, StorageError, StorageFull
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.storage.folder_place import FolderPlace
from picup_desktop.storage.parts import new_part
from picup_desktop.storage.wrapped import WrappedStorage
from picup_desktop.words import PhotoState, Role, StorageState
from tests.small import Small, small_vault

LONGEST_SECONDS = 60.0
DAYS_AGO_SECONDS = 3 * 24 * 3600.0
AWAY = StorageAway("nothing-moved-for-seconds-so", seconds=1)

STEPS: Mapping[str, tuple[str, str, int]] = {
    "the first look": ("get_many", "README.txt", 1),
    "publishing keys": ("put_many", "keys/", 1),
    "writing the journal": ("put", "journal/", 1),
    "reading the journal": ("list", "keys journal", 1),
    "sweeping": ("list", "tmp", 1),
    # Folders are probed at the start as well (5-8).
    "the probe": ("probe", "", 2),
}
"""By step: the call that it is known by, how the name begins that it is about, and its number."""
FIRST_PHOTO = ("put", "objects/", 1)


class Struck(WrappedStorage):
    """A storage to which something happens in one step, once; it says when that was taken."""

    def __init__(
        self, inner: FolderStorage, step: tuple[str, str, int], strike: Callable[[], None]
    ) -> None:
        super().__init__(inner)
        self.taken = threading.Event()
        self._step = step
        self._strike = strike
        self._calls = 0

    def around(self) -> AbstractContextManager[None]:
        """Let every other call pass."""
        return nullcontext()

    @contextmanager
    def _at(self, call: str, name: str) -> Iterator[None]:
        its_call, its_name, its_number = self._step
        # A listing of the folder of all journals, and not of this computer's own.
        is_it = name == its_name if call == "list" else name.startswith(its_name)
        self._calls += call == its_call and is_it
        if call != its_call or not is_it or self._calls != its_number:
            yield
            return
        try:
            self._strike()
            yield
        finally:
            self.taken.set()

    def get_many(self, gets: Sequence[Get]) -> Iterator[Piece | None]:
        with self._at("get_many", gets[0].name):
            yield from super().get_many(gets)

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        with self._at("list", " ".join(folders)):
            yield from super().list(*folders)

    def put(self, name: str, source: Path, progress: Progress | None = None) -> None:
        with self._at("put", name):
            super().put(name, source, progress)

    def put_many(
        self, puts: Sequence[Put], progress: Progress | None = None
    ) -> Sequence[StorageError | None]:
        with self._at("put_many", puts[0].name):
            return super().put_many(puts, progress)

    def probe(self) -> Probe:
        with self._at("probe", ""):
            return super().probe()


class Watched(WrappedStorage):
    """A storage that says what it is asked for."""

    def __init__(self, inner: FolderStorage) -> None:
        super().__init__(inner)
        self.asked = {what: threading.Event() for what in ("keys journal", "tmp", "probe")}
        self.probes = 0

    def around(self) -> AbstractContextManager[None]:
        """Let every other call pass."""
        return nullcontext()

    def list(self, *folders: str) -> Iterator[ObjectInfo]:
        for what in {" ".join(folders)} & self.asked.keys():
            self.asked[what].set()
        yield from super().list(*folders)

    def probe(self) -> Probe:
        self.probes += 1
        # Folders are probed at the start as well (5-8).
        if self.probes > 1:
            self.asked["probe"].set()
        return super().probe()


@dataclass
class Apart(Small):
    """A vault to one of whose storages something happens."""

    struck: dict[Role, Struck] = field(default_factory=dict)

    def storages(self) -> dict[Role, FolderStorage]:
        return cast(dict[Role, FolderStorage], self.struck) or super().storages()

    def strike(self, role: Role, step: tuple[str, str, int], how: Callable[[], None]) -> None:
        strikes = {role: how, role.other: lambda: None}
        plain = super().storages()
        self.struck = {one: Struck(plain[one], step, strikes[one]) for one in Role}

    def left(self, role: Role) -> list[str]:
        """What somebody else's upload left below ``tmp/``, days ago."""
        return [path.name for path in (self.root(role) / "tmp").glob("*")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Small:
    small = small_vault(tmp_path_factory.mktemp("made") / "vault", ["a.jpg", "b.jpg"])
    for role in Role:
        left = small.root(role) / "tmp" / new_part()
        left.parent.mkdir(exist_ok=True)
        left.write_bytes(b"half of it")
        then = time.time() - DAYS_AGO_SECONDS
        os.utime(left, (then, then))
    return small


@pytest.fixture
def vault(made: Small) -> Iterator[Apart]:
    """The same vault as it was before its first sync, at its very place."""
    kept = made.folder.with_name("kept")
    shutil.copytree(made.folder, kept, symlinks=True)
    apart = Apart(made.folder, made.kit)
    apart.secrets = made.secrets
    yield apart
    shutil.rmtree(made.folder)
    kept.rename(made.folder)


def _is_whole(vault: Apart, role: Role) -> None:
    """Everything that a pass writes at its end is there, and what was left is swept."""
    names = vault.files(role)
    assert len([name for name in names if name.startswith("keys/")]) == 4
    assert len([name for name in names if name.startswith("journal/")]) == 2
    assert len([name for name in names if name.startswith("objects/")]) == 2
    assert vault.left(role) == []


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("role", Role)
def test_a_storage_that_waits_in_a_step_keeps_the_other_from_nothing(
    vault: Apart, role: Role, step: str
) -> None:
    other_took_it = []

    def wait() -> None:
        other_took_it.append(vault.struck[role.other].taken.wait(LONGEST_SECONDS))

    vault.strike(role, STEPS[step], wait)
    vault.sync()
    assert other_took_it == [True]
    for one in Role:
        _is_whole(vault, one)
    with vault.ledger() as ledger:
        assert ledger.photos.counts()[PhotoState.PROTECTED] == 2
        assert {one.state for one in ledger.storages.all()} == {StorageState.ONLINE}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("role", Role)
def test_a_storage_that_fails_in_a_step_is_told_and_the_others_is_done(
    vault: Apart, role: Role, step: str, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise AWAY

    vault.strike(role, STEPS[step], fail)
    vault.sync()
    _is_whole(vault, role.other)
    with vault.ledger() as ledger:
        states = {one.role: (one.state, one.reason) for one in ledger.storages.all()}
    assert states[role.other] == (StorageState.ONLINE, None)
    if step == "the first look":
        # It opens no circuit (1-3): what was not looked at is not swept, and the photos are sent.
        assert f"the first look at {role.value} failed" in caplog.text
        assert vault.left(role) != []
    else:
        assert states[role] == (StorageState.AWAY, AWAY.message)
    vault.struck.clear()
    # The next pass makes up for it.
    vault.sync()
    _is_whole(vault, role)
    with vault.ledger() as ledger:
        assert ledger.photos.counts()[PhotoState.PROTECTED] == 2
        assert {one.state for one in ledger.storages.all()} == {StorageState.ONLINE}


@pytest.mark.parametrize("shared", [True, False])
def test_the_keys_go_beside_the_photos_where_connections_are_shared(
    vault: Apart, monkeypatch: pytest.MonkeyPatch, *, shared: bool
) -> None:
    monkeypatch.setattr(FolderPlace, "shares_connections", shared)
    order: list[str] = []

    def publish() -> None:
        order.append("keys")
        if shared:
            # Else the first photo waits for its keys here, for ever.
            assert vault.struck[Role.BACKUP].taken.wait(LONGEST_SECONDS)

    vault.strike(Role.MAIN, STEPS["publishing keys"], publish)
    vault.struck[Role.BACKUP] = Struck(
        FolderStorage(vault.root(Role.BACKUP)), FIRST_PHOTO, lambda: order.append("photo")
    )
    vault.sync()
    assert (sorted(order) if shared else order[::-1]) == ["keys", "photo"]
    for one in Role:
        _is_whole(vault, one)


@pytest.mark.parametrize("shared", [True, False])
def test_all_that_a_storage_is_asked_at_the_end_goes_beside_the_journal_where_it_can(
    vault: Apart, monkeypatch: pytest.MonkeyPatch, *, shared: bool
) -> None:
    monkeypatch.setattr(FolderPlace, "shares_connections", shared)
    watched = Watched(FolderStorage(vault.root(Role.MAIN)))
    asked_before: list[bool] = []

    def write() -> None:
        seconds = LONGEST_SECONDS if shared else 0.0
        asked_before.extend(one.wait(seconds) for one in watched.asked.values())

    vault.strike(Role.MAIN, STEPS["writing the journal"], lambda: None)
    vault.struck[Role.MAIN] = Struck(
        cast(FolderStorage, watched), STEPS["writing the journal"], write
    )
    vault.sync()
    assert asked_before == [shared] * 3
    # Each was asked for once: two probes are those of the start and of the end.
    assert all(one.is_set() for one in watched.asked.values())
    assert watched.probes == 2
    for one in Role:
        _is_whole(vault, one)


def test_a_probe_that_fails_beside_the_journal_counts_only_if_it_fails_again(
    vault: Apart, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FolderPlace, "shares_connections", True)

    def fail() -> None:
        raise StorageFull("server-is-full", server="nas", path="/photos")

    vault.strike(Role.MAIN, STEPS["the probe"], fail)
    vault.sync()
    # What a removal makes room for is removed in the same pass, so nothing is closed before it.
    for one in Role:
        _is_whole(vault, one)
    with vault.ledger() as ledger:
        assert {one.state for one in ledger.storages.all()} == {StorageState.ONLINE}


@pytest.mark.parametrize("step", ["reading the journal", "sweeping"])
def test_what_fails_beside_the_journal_is_told_and_made_up_for(vault: Apart, step: str) -> None:
    def fail() -> None:
        raise AWAY

    vault.strike(Role.MAIN, STEPS[step], fail)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FolderPlace, "shares_connections", True)
        vault.sync()
    _is_whole(vault, Role.BACKUP)
    with vault.ledger() as ledger:
        assert ledger.storages.get(Role.MAIN).reason == AWAY.message
    vault.struck.clear()
    vault.sync()
    for one in Role:
        _is_whole(vault, one)
