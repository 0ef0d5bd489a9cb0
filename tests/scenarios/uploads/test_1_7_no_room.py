"""DISASTERS 1-7: storage full, quota, read-only, permission denied."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from picup_desktop import home as homes
from picup_desktop.app import engine
from picup_desktop.cli.progress import PassPrinter
from picup_desktop.sync.pass_order import PassOrder
from tests.picup import BACKUP, MAIN, PASSPHRASE, Vault, photo_bytes
from tests.sshd import small_disk
from tests.storage.obstacles import forbidden_folders

SMALL_BYTES = 3 * 1024 * 1024
PHOTO_BYTES = 800_000


@pytest.fixture(params=[MAIN, BACKUP])
def cramped(bare: Vault, request: pytest.FixtureRequest) -> Iterator[tuple[Vault, str]]:
    """A vault with one storage on a small disk."""
    role = str(request.param)
    with ExitStack() as stack:
        try:
            stack.enter_context(small_disk(bare.servers[role].root, SMALL_BYTES))
        except PermissionError as error:
            pytest.skip(f"this user may not mount a small disk: {error}")
        yield bare.ready(), role


def test_1_7_a_full_storage_is_told_and_it_goes_on_by_itself_when_there_is_room(
    cramped: tuple[Vault, str],
) -> None:
    vault, role = cramped
    for number in range(6):
        vault.add(f"{number}.jpg", photo_bytes(number, PHOTO_BYTES))

    result = vault.sync(code=1)

    assert "full" in result.err
    assert vault.storage_state(role) == "full"
    (item,) = vault.attention()
    assert item["kind"] == "storage_full"
    assert "Make room" in item["text"]
    assert 0 < result.json["protected"] < 6
    unprotected = [p for p in vault.photos().values() if p["state"] != "protected"]
    assert all("full" in photo["reason"] for photo in unprotected)
    vault.check(everything=False)

    events = len(vault.events())
    vault.sync(code=1)
    assert len(vault.events()) <= events + 1, "no hot loop: one more try at most"
    assert vault.storage_state(role) == "full"
    assert [i["kind"] for i in vault.attention()] == ["storage_full"]

    _enlarge(vault.servers[role].root)
    vault.sync()
    vault.check()
    assert vault.attention() == []


def test_1_7_a_full_storage_gets_its_removals_while_photos_wait(bare: Vault) -> None:
    """What could make room was never removed: each pass found the storage full before that."""
    with ExitStack() as stack:
        try:
            stack.enter_context(small_disk(bare.servers[MAIN].root, SMALL_BYTES))
        except PermissionError as error:
            pytest.skip(f"this user may not mount a small disk: {error}")
        vault = bare.ready("--grace-days", 0)
        for number in range(4):
            vault.add(f"{number}.jpg", photo_bytes(number, PHOTO_BYTES))
        vault.sync(code=1)
        kept = [name for name, photo in vault.photos().items() if photo["state"] == "protected"]
        for name in kept[:2]:
            assert vault.run("rm", f"Holidays/{name}").code == 0
        vault.sync(code=1)
        vault.sync()
        queue = vault.run("deletions", "--json").json
        assert {message["state"] for message in queue} == {"done"}
        assert vault.attention() == []


def test_1_7_a_small_photo_that_fits_does_not_end_it_while_a_large_one_waits(
    cramped: tuple[Vault, str],
) -> None:
    vault, role = cramped
    vault.add("large.jpg", photo_bytes(1, SMALL_BYTES))
    vault.sync(code=1)
    (item,) = vault.attention()

    vault.add("small.jpg", photo_bytes(2, 50_000))
    with engine(homes.Home(vault.home), lambda: PASSPHRASE) as parts:
        # The large one waits for its next attempt, so this pass sends the small one alone.
        parts.sync_pass(PassPrinter(None)).run(PassOrder())

    assert vault.photo("small.jpg")["state"] == "protected"
    assert vault.storage_state(role) == "full"
    assert vault.attention() == [item]

    (vault.album / "large.jpg").unlink()
    vault.sync()
    assert vault.storage_state(role) == "online"
    assert vault.attention() == []


@pytest.mark.parametrize("role", [MAIN, BACKUP])
def test_1_7_a_read_only_storage_is_told(vault: Vault, role: str) -> None:
    for name in ("beach.jpg", "dunes.jpg"):
        vault.add(name)
    server = vault.servers[role]
    server.read_only = True
    server.restart()

    result = vault.sync(code=1)

    assert f"{role}: " in result.err
    assert vault.storage_state(role) == "refused"
    (item,) = vault.attention()
    assert item["details"]["storage"] == role
    assert vault.on_disk(MAIN) == vault.on_disk(BACKUP) == {}

    server.read_only = False
    server.restart()
    vault.sync()
    vault.check()
    assert vault.attention() == []


def test_1_7_permission_denied_on_main_is_told_and_backup_stays_untouched(vault: Vault) -> None:
    vault.add("beach.jpg")
    vault.sync()
    vault.add("dunes.jpg")
    with forbidden_folders(vault.main.vault):
        result = vault.sync(code=1)
    assert "main: " in result.err
    assert vault.photo("dunes.jpg")["state"] == "waiting"
    assert vault.photo("dunes.jpg")["reason"].startswith("main: ")
    assert vault.storage_state(MAIN) == "refused"
    assert len(vault.on_disk(BACKUP)) == 1

    vault.sync()
    vault.check()


def _enlarge(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
