"""A bucket whose store compares hashes is asked for them; what leaves this computer was read."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.ledger.gallery.gallery import Gallery
from picup_desktop.ledger.photos.checks import CopyToCheck
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.storage.base import Piece, Probe
from picup_desktop.storage.errors import ObjectNotFound, StorageAway, StorageDenied, StorageError
from picup_desktop.storage.folder import FolderStorage
from picup_desktop.storage.sums import PART_BYTES, StoredSum, Summing, part_bytes_of
from picup_desktop.storage.wrapped import WrappedStorage
from picup_desktop.sync.space.plan import FreeRules, plan_of
from picup_desktop.words import CopyState, Role
from tests.buckets import SECRET, bucket_server
from tests.copies import needed_copies
from tests.picup import age, photo_bytes
from tests.scenarios.storages.test_web_walk import Walk
from tests.small import Small, small_vault
from tests.summing import summing

NAMES = [f"{number}.jpg" for number in range(6)]
DENIED = StorageDenied("bucket-denies", bucket="b", store="s", why="AccessDenied")
AWAY = StorageAway("bucket-did-not-answer", store="s", why="w")
NO_FILE = ObjectNotFound("object-is-not-on-storage", name="n")
OF_OBJECT = "object_id = (SELECT id FROM object WHERE name = ?)"
WRONG = StoredSum("00" * 32)


class Vouching(WrappedStorage):
    """A folder that speaks for its objects as a bucket does, and is made to lie."""

    def __init__(self, root: Path) -> None:
        super().__init__(FolderStorage(root))
        self.root = root
        self.compares: bool | None = True
        self.silent = False
        self.says: dict[str, StoredSum | StorageError | None] = {}
        self.asked: list[str] = []
        self.read: list[str] = []

    def around(self) -> AbstractContextManager[None]:
        return nullcontext()

    def probe(self) -> Probe:
        return replace(super().probe(), sums=self.compares)

    def get(self, name: str, offset: int = 0, length: int | None = None) -> Iterator[Piece]:
        if name.startswith("objects/"):
            self.read.append(name)
        return super().get(name, offset, length)

    def sums(self, names: Sequence[str]) -> Sequence[StoredSum | StorageError | None]:
        self.asked += names
        return [self.says[name] if name in self.says else self._sum(name) for name in names]

    def _sum(self, name: str) -> StoredSum | StorageError | None:
        if self.silent:
            return None
        data = (self.root / name).read_bytes()
        large = len(data) > PART_BYTES
        summing = Summing(part_bytes_of(len(data)) if large else 0)
        summing.update(data)
        return summing.of_parts() or StoredSum(summing.sha256)


@dataclass
class Bucketed(Small):
    """A vault whose main counts as a bucket, of which an eighth is read in 90 days."""

    main: Vouching = field(init=False)

    def storages(self) -> dict[Role, Any]:
        return {Role.MAIN: self.main, Role.BACKUP: FolderStorage(self.root(Role.BACKUP))}

    def change(self, command: str, *values: object) -> None:
        with closing(sqlite3.connect(self.home.ledger)) as ledger, ledger:
            ledger.execute(command, values)

    def grow_old(self, days: float = 100.0, column: str = "verified_at") -> None:
        """Let the last look at everything be so long ago."""
        then = time.time() - days * DAY_SECONDS
        self.change(f"UPDATE copy SET {column} = ?", then)

    def copies(self) -> dict[str, CopyToCheck]:
        with self.ledger() as ledger:
            return {one.name: one for one in needed_copies(ledger, Role.MAIN, time.time())}

    def vouched_for(self, name: str) -> bool:
        """Whether main vouched for a copy lately."""
        with closing(sqlite3.connect(self.home.ledger)) as ledger:
            asked = f"SELECT vouched_at FROM copy WHERE role = 'main' AND {OF_OBJECT}"
            ((at,),) = ledger.execute(asked, (name,))
        return _recent(at)

    def look(self, **scope: Any) -> dict[str, Any]:
        """Verify main as each day does."""
        self.main.asked.clear()
        self.main.read.clear()
        return self.verify(**{"everything": False, "repair": False, **scope})

    def free_plan(self) -> int:
        """How many files may go without being read back first."""
        with self.ledger() as ledger:
            photos = ledger.freeing.page(after_id=0, at_most=100)
        return len(plan_of(photos, FreeRules(time.time())).may_go)


@pytest.fixture
def vault(tmp_path: Path) -> Bucketed:
    made = small_vault(tmp_path, NAMES)
    vault = Bucketed(tmp_path, made.kit)
    vault.secrets, vault.main = made.secrets, Vouching(made.root(Role.MAIN))
    vault.sync()
    vault.change("UPDATE storage SET url = 's3+http://K@127.0.0.1:9/family/v' WHERE role = 'main'")
    vault.change("INSERT OR REPLACE INTO setting VALUES ('bucket_read_days', '720')")
    vault.grow_old()
    return vault


def _recent(at: float | None) -> bool:
    return at is not None and time.time() - at < DAY_SECONDS


def test_a_sample_is_read_and_the_others_are_asked_about(vault: Bucketed) -> None:
    found = vault.look()
    # Backup is read whole, as each storage within 90 days; of main the share of 720.
    assert (found["checked"], found["vouched"]) == (len(NAMES) + 1, len(NAMES) - 1)
    assert len(vault.main.read) == 1
    copies = vault.copies()
    assert {*vault.main.asked} == copies.keys() - {*vault.main.read}
    read = {name for name, copy in copies.items() if _recent(copy.verified_at)}
    assert read == {*vault.main.read}
    assert {n for n, copy in copies.items() if _recent(copy.asked_at)} == copies.keys() - read
    with vault.ledger() as ledger:
        living = ledger.photos.living(1)
        shown = [Gallery(ledger.database).copies(photo_id)[0] for photo_id in living]
    assert len(shown) == len(NAMES)
    assert all(_recent(one.vouched_at) is not _recent(one.verified_at) for one in shown)


def test_what_was_asked_about_is_not_asked_again_for_its_time(vault: Bucketed) -> None:
    vault.look()
    vault.change("UPDATE setting SET value = ? WHERE name = 'verify:last:main'", str(time.time()))
    assert vault.look()["vouched"] == 0
    vault.grow_old(91.0, "asked_at")
    assert vault.look()["vouched"] == len(NAMES) - 3, "each of three looks read another one"


def test_a_vouched_copy_does_not_let_its_file_go(vault: Bucketed) -> None:
    vault.look()
    assert vault.free_plan() == len(vault.main.read)
    vault.verify(repair=False)
    assert vault.free_plan() == len(NAMES)


@pytest.mark.parametrize("kind", ["does not compare", "all is read in 90 days", "no bucket"])
def test_where_its_word_is_worth_nothing_no_store_is_asked(vault: Bucketed, kind: str) -> None:
    if kind == "does not compare":
        vault.main.compares = False
    elif kind == "all is read in 90 days":
        vault.change("UPDATE setting SET value = '90' WHERE name = 'bucket_read_days'")
    else:
        url = vault.root(Role.MAIN).as_uri()
        vault.change("UPDATE storage SET url = ? WHERE role = 'main'", url)
    found = vault.look()
    assert (vault.main.asked, found["vouched"]) == ([], 0)
    assert len(vault.main.read) == (1 if kind == "does not compare" else len(NAMES))


def test_what_a_busy_store_did_not_say_is_not_forgotten(vault: Bucketed) -> None:
    vault.look()
    noted = "SELECT value FROM setting WHERE name = 'storage:sums:main'"
    for compares, value in ((True, '"1"'), (None, '"1"'), (False, '""')):
        vault.main.compares = compares
        vault.look()
        with closing(sqlite3.connect(vault.home.ledger)) as ledger:
            assert ledger.execute(noted).fetchone() == (value,)


def test_a_store_that_says_nothing_is_no_finding(vault: Bucketed) -> None:
    vault.main.silent = True
    found = vault.look()
    assert (found["vouched"], found["damaged"], found["missing"]) == (0, [], [])
    assert len(vault.main.read) == 1
    assert all(_recent(c.asked_at) or _recent(c.verified_at) for c in vault.copies().values())


def _damage(vault: Bucketed, name: str) -> None:
    path = vault.root(Role.MAIN) / name
    data = bytearray(path.read_bytes())
    data[0] ^= 1
    path.write_bytes(data)


def test_another_sum_is_read_at_once_and_healed(vault: Bucketed) -> None:
    # The share of the day is the copy with the lowest number; damage another one.
    name = [*vault.copies()][-1]
    _damage(vault, name)
    found = vault.look(repair=True)
    assert [one["object"] for one in found["damaged"]] == [name]
    assert [one["object"] for one in found["repaired"]] == [name]
    assert vault.copies()[name].state is CopyState.STORED
    assert found["vouched"] == len(NAMES) - 2


@pytest.mark.parametrize("lie", [WRONG, NO_FILE, DENIED])
def test_a_store_that_contradicts_good_bytes_is_read_and_asked_no_more(
    vault: Bucketed, lie: StoredSum | StorageError, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picup_desktop.sync.verify.asking.MOST_SUMS", 1)
    others = [*vault.copies()][1:]
    vault.main.says = dict.fromkeys(others, lie)
    found = vault.look(repair=True)
    assert (found["damaged"], found["missing"], found["vouched"]) == ([], [], 0)
    assert len(vault.main.asked) == 1
    # What it contradicted, and the share of the day.
    assert len(vault.main.read) == 2
    assert {*vault.main.asked} < {*vault.main.read}
    assert {copy.state for copy in vault.copies().values()} == {CopyState.STORED}


def test_a_store_that_lies_is_caught_by_the_sample(vault: Bucketed) -> None:
    first = min(vault.copies().values(), key=lambda copy: copy.object_id).name
    vault.main.says = {first: StoredSum(first.rpartition("/")[2])}
    _damage(vault, first)
    assert [one["object"] for one in vault.look()["damaged"]] == [first]


def test_all_is_read_where_a_person_wants_all_read(vault: Bucketed) -> None:
    found = vault.look(everything=True)
    assert (found["vouched"], found["checked"]) == (0, 2 * len(NAMES))
    assert vault.main.asked == []


def test_all_by_checksums_reads_what_they_leave_open(vault: Bucketed) -> None:
    first, second, *_, last = vault.copies()
    vault.main.says = {second: None, last: WRONG}
    found = vault.look(everything=True, sums=True)
    assert {*vault.main.read} >= {first, second, last}
    assert (found["damaged"], found["missing"]) == ([], [])
    assert found["checked"] + found["vouched"] == 2 * len(NAMES)
    assert found["vouched"] == len(NAMES) - 3


def test_all_by_checksums_of_a_store_that_compares_none_reads_all(vault: Bucketed) -> None:
    vault.main.compares = False
    found = vault.look(everything=True, sums=True)
    assert (found["vouched"], found["checked"]) == (0, 2 * len(NAMES))
    assert vault.main.asked == []


def test_all_by_checksums_reads_a_sample_and_backup(vault: Bucketed) -> None:
    found = vault.look(everything=True, sums=True)
    assert (found["vouched"], found["checked"]) == (len(NAMES) - 1, len(NAMES) + 1)
    assert len(vault.main.read) == 1


def test_a_store_that_does_not_answer_is_asked_no_more_and_read(vault: Bucketed) -> None:
    last = [*vault.copies()][-1]
    vault.main.says = {last: AWAY}
    found = vault.look()
    assert (found["not_reached"], found["vouched"]) == ({}, len(NAMES) - 2)
    assert len(vault.main.read) == 1
    copies = vault.copies()
    assert sum(_recent(copy.asked_at) for copy in copies.values()) == len(NAMES) - 2
    assert {copy.state for copy in copies.values()} == {CopyState.STORED}


@pytest.mark.parametrize("call", ["probe", "sums"])
@pytest.mark.parametrize("everything", [False, True])
def test_what_can_not_be_asked_is_read_all_the_same(
    vault: Bucketed, monkeypatch: pytest.MonkeyPatch, call: str, everything: bool
) -> None:
    """Such as by a key that may only read, or through a proxy that lets no HEAD pass."""

    ask = getattr(vault.main, call)

    def refuses(*given: Any) -> Any:
        if not vault.main.read:
            raise DENIED
        return ask(*given)

    monkeypatch.setattr(vault.main, call, refuses)
    found = vault.look(everything=everything, sums=everything)
    assert (found["not_reached"], found["vouched"]) == ({}, 0)
    assert len(vault.main.read) == (len(NAMES) if everything else 1)


def test_a_large_object_is_asked_about_once_its_parts_are_known(vault: Bucketed) -> None:
    """Backup's copy has the same bytes: reading that is enough."""
    (vault.folder / "Album" / "film.jpg").write_bytes(photo_bytes("film", 2 * PART_BYTES))
    age(vault.folder / "Album" / "film.jpg")
    vault.sync()
    vault.grow_old()
    (large,) = [one.name for one in vault.copies().values() if one.sealed_bytes > PART_BYTES]
    for knows_its_parts in (False, True):
        vault.grow_old()
        vault.grow_old(100.0, "asked_at")
        # It is not the share of the day itself: it was read a little later than the others.
        vault.change(f"UPDATE copy SET verified_at = verified_at + 50 WHERE {OF_OBJECT}", large)
        vault.look()
        assert large in vault.main.asked
        assert large not in vault.main.read
        assert vault.vouched_for(large) is knows_its_parts
    vault.grow_old(100.0, "asked_at")
    vault.main.says = {large: StoredSum(WRONG.sha256, PART_BYTES)}
    assert vault.look()["damaged"] == []
    assert large in vault.main.read


def test_the_life_of_a_vault_with_a_store_that_compares(tmp_path: Path) -> None:
    """By the command line, with moto's store behind one that compares what it is sent."""
    album = tmp_path / "Holidays"
    album.mkdir()
    for name in NAMES:
        (album / name).write_bytes(photo_bytes(name, 3000))
        age(album / name)
    (album / "film.jpg").write_bytes(photo_bytes("film", PART_BYTES + 1))
    age(album / "film.jpg")
    walk = Walk(tmp_path, "PICUP_MAIN_SECRET", SECRET)
    with bucket_server() as server, summing(server) as store:
        server.make_bucket("family")
        at = ("--main", store.url("family"), "--backup", (tmp_path / "backup").as_uri())
        walk.run("setup", *at, "--recovery-kit", tmp_path / "kit.txt")
        walk.run("album", "add", album)
        walk.run("sync")
        assert len([path for path in store.noted if "/objects/" in path]) == len(NAMES) + 1
        assert sum(noted.endswith("-2") for noted in store.noted.values()) == 1
        _grow_old(tmp_path)
        store.server.asked.clear()
        said = " ".join(walk.run("verify").split())
        heads, read = {one.path for one in store.heads()}, {one.path for one in store.reads()}
        asked = {path for path in heads if "/objects/" in path}
        assert asked.isdisjoint(read)
        assert len(asked) + len(read) == len(NAMES) + 1
        # Of the film's parts nothing is known yet: backup is read after main.
        assert f"{len(asked) - 1} copies not read" in said
        _grow_old(tmp_path)
        store.server.asked.clear()
        costs = " ".join(walk.run("verify", "--all", "--checksums").split())
        assert "the download of what is due" in costs
        walk.run("verify", "--checksums", code=2)
        _grow_old(tmp_path)
        store.server.asked.clear()
        again = " ".join(walk.run("verify").split())
        asked = {one.path for one in store.heads() if "/objects/" in one.path}
        assert f"{len(asked)} copies not read" in again


def _grow_old(folder: Path) -> None:
    """Let the last look be long ago; at the film a little less, so that it is not read first."""
    with closing(sqlite3.connect(folder / "home" / "ledger.sqlite")) as ledger, ledger:
        ledger.execute("INSERT OR REPLACE INTO setting VALUES ('bucket_read_days', '720')")
        ledger.execute(
            "UPDATE copy SET asked_at = NULL, verified_at = ? + (SELECT sealed_bytes > ?"
            " FROM object WHERE id = object_id)",
            (time.time() - 100 * DAY_SECONDS, PART_BYTES),
        )
