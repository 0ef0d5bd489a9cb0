"""Whatever happens to one file of one storage: it is found, and healed from the other one.

Real folders as storages, the real verifier, and an attacker who flips, cuts, hides,
swaps and rolls back, and puts in files of its own.
"""

import hashlib
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from picup_desktop.clock import SystemClock
from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.storage.place import Access
from picup_desktop.sync.join.from_storage import OpenRequest, opened_from, scratch_folders
from picup_desktop.words import AttentionKind, Role
from tests.picup import photo_bytes
from tests.small import Small, photos, small_vault

EXAMPLES = 40


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """Three syncs, so that the journal has a few segments; and how it was after the second."""
    small = small_vault(tmp_path_factory.mktemp("small"), ["a.jpg", "b.jpg"])
    small.sync()
    photos(small.folder / "Album", ["c.jpg"])
    small.sync()
    for role in Role:
        shutil.copytree(small.root(role), small.folder / "earlier" / role.value)
    (small.folder / "Album" / "a.jpg").rename(small.folder / "Album" / "renamed.jpg")
    photos(small.folder / "Album", ["d.jpg"])
    small.sync()
    return small


def flip(path: Path, chance: random.Random, _: Small) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def cut(path: Path, chance: random.Random, _: Small) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data))])


def hide(path: Path, _: random.Random, __: Small) -> None:
    path.unlink()


def swap(path: Path, chance: random.Random, _: Small) -> None:
    """With another file of its kind."""
    others = sorted(p for p in path.parents[1].rglob("*") if p.is_file() and p != path)
    other = chance.choice(others)
    mine, theirs = path.read_bytes(), other.read_bytes()
    path.write_bytes(theirs)
    other.write_bytes(mine)


HARMS: list[Callable[[Path, random.Random, Small], None]] = [flip, cut, hide, swap]


@contextmanager
def harmed(
    made: Small, role: Role, seed: int, harm: Callable[[Path, random.Random, Small], None]
) -> Iterator[tuple[Small, str]]:
    """The vault with one file of a storage harmed; everything is put back afterwards."""
    kept = made.folder / "kept"
    parts = [made.home.folder, *(made.root(r) for r in Role)]
    for part in parts:
        shutil.copytree(part, kept / part.name)
    chance = random.Random(seed)
    name = chance.choice(sorted(made.files(role)))
    try:
        harm(made.root(role) / name, chance, made)
        yield made, name
    finally:
        for part in parts:
            shutil.rmtree(part, ignore_errors=True)
            shutil.copytree(kept / part.name, part)
        shutil.rmtree(kept)


def is_left(finding: Mapping[str, str], name: str) -> bool:
    return finding["place"] == name and finding["check"] in {"other_key", "bad_content"}


attack = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@attack
@given(role=st.sampled_from(Role), seed=st.integers(0, 10**6), harm=st.sampled_from(HARMS))
def test_any_harm_to_one_storage_is_found_and_healed(
    made: Small, role: Role, seed: int, harm: Callable[[Path, random.Random, Small], None]
) -> None:
    before = {r: made.files(r) for r in Role}
    twin = Role.BACKUP if role is Role.MAIN else Role.MAIN
    with harmed(made, role, seed, harm) as (small, name):
        if small.files(role) == before[role]:
            return
        told = small.verify(repair=False)
        found = [*told["missing"], *told["damaged"], *told["journal"]]
        redundant = name.startswith("keys/") and harm in {hide, swap}
        assert found or redundant, f"{harm.__name__} of {name} was not noticed"
        assert {one["storage"] for one in found} <= {role.value}
        small.verify(repair=True)
        after = small.verify(repair=False)
        if harm in {flip, swap} and name.startswith("keys/"):
            # What may open to another's key, or to a later version, is never removed (6-4).
            after["journal"] = [one for one in after["journal"] if not is_left(one, name)]
        assert [after[kind] for kind in ("missing", "damaged", "journal")] == [[], [], []]
        assert small.files(twin) == before[twin], "the good storage was written to"
        healed = small.files(role)
        for file, data in before[role].items():
            # A keys file that was lost is written anew, under a new number.
            assert file.startswith("keys/") or healed[file] == data


def exchange_newest_keys(_: Path, __: random.Random, small: Small) -> None:
    files = sorted((small.root(Role.MAIN) / "keys").iterdir())[-2:]
    contents = [file.read_bytes() for file in files]
    for file, data in zip(files, reversed(contents), strict=True):
        file.write_bytes(data)


def test_6_4_what_misplaced_keys_files_said_is_there_before_they_go(made: Small) -> None:
    with harmed(made, Role.MAIN, 0, exchange_newest_keys) as (small, _):
        small.verify(repair=True)
        assert small.verify(repair=False)["journal"] == []


@attack
@given(role=st.sampled_from(Role), seed=st.integers(0, 10**6), harm=st.sampled_from(HARMS))
def test_a_new_computer_never_believes_what_was_harmed(
    made: Small,
    tmp_path_factory: pytest.TempPathFactory,
    role: Role,
    seed: int,
    harm: Callable[[Path, random.Random, Small], None],
) -> None:
    """What it lists is what there is; what the harm took away is told, or told by headers."""
    with harmed(made, role, seed, harm) as (small, name):
        listed, told = opened(small, role, tmp_path_factory.mktemp("open"))
        true = {"Album/renamed.jpg", "Album/b.jpg", "Album/c.jpg", "Album/d.jpg", "Album/a.jpg"}
        assert set(listed) <= true
        lost = 1 if name.startswith("objects/") else 0
        assert len(set(listed)) >= len(true) - 1 - lost
        contents = {f"Album/{n}": n for n in ("a.jpg", "b.jpg", "c.jpg", "d.jpg")}
        for path, digest in listed.items():
            expected = contents.get(path, "a.jpg")
            assert digest in {None, "", _sha(expected)}
        if name.startswith("journal/") and harm is not hide:
            assert told, f"{harm.__name__} of {name} was not noticed"


def test_one_storage_rolled_back_as_a_whole_is_found_and_healed(made: Small) -> None:
    before = made.files(Role.MAIN)

    def roll_back(_: Path, __: random.Random, small: Small) -> None:
        shutil.rmtree(small.root(Role.MAIN))
        shutil.copytree(small.folder / "earlier" / "main", small.root(Role.MAIN))

    with harmed(made, Role.MAIN, 0, roll_back) as (small, _):
        told = small.verify(repair=False)
        assert "rolled_back" in {finding["check"] for finding in told["journal"]}
        assert len(told["missing"]) == 1
        small.verify(repair=True)
        assert small.files(Role.MAIN) == before


def test_what_somebody_puts_in_is_never_believed(made: Small) -> None:
    def inject(_: Path, __: random.Random, small: Small) -> None:
        journal = small.root(Role.MAIN) / "journal"
        (own,) = journal.iterdir()
        newest = max(own.iterdir())
        following = own / f"{int(newest.stem) + 1:08d}.age"
        shutil.copy(newest, following)
        stranger = journal / ("0" * 16)
        stranger.mkdir()
        shutil.copy(newest, stranger / "00000001.age")
        (journal / "note.txt").write_text("hello")

    with harmed(made, Role.MAIN, 0, inject) as (small, _):
        told = small.verify(repair=False)
        assert [finding["check"] for finding in told["journal"]].count("wrong_place") == 2
        assert "strange_name" in {finding["check"] for finding in told["journal"]}
        # What this computer writes next takes its place all the same.
        photos(small.folder / "Album", ["later.jpg"])
        small.sync()
        (small.folder / "Album" / "later.jpg").unlink()
        after = small.verify(repair=False)["journal"]
        assert {finding["check"] for finding in after} <= {"wrong_place", "strange_name"}
        with small.ledger() as ledger:
            assert not any(item.kind is AttentionKind.HOME for item in ledger.attention.all())


def opened(small: Small, role: Role, folder: Path) -> tuple[dict[str, str | None], list[str]]:
    """What a new computer lists from one storage alone, and the checks that failed."""
    assert small.kit is not None
    ledger = open_ledger(folder / "ledger.sqlite")
    try:
        request = OpenRequest(
            small.kit, small.root(role).as_uri(), Access(folder / "known_hosts"), {}
        )
        with opened_from(
            request,
            ledger=ledger,
            clock=SystemClock(),
            folders=scratch_folders(folder),
            ask=lambda _role, _refusal: None,
        ) as vault:
            checks = [finding.check.value for finding in vault.report.findings]
        photos = ledger.listing.photos()
        return {f"{one.album}/{one.photo.path}": one.sha256 for one in photos}, checks
    finally:
        ledger.close()


def _sha(name: str) -> str:
    return hashlib.sha256(photo_bytes(name, 3000)).hexdigest()
