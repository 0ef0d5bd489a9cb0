"""A storage that moved: told to a running engine, checked, and used at once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from picup_desktop.engine.ipc.protocol import EngineRefused
from tests.engines import Engine, running, wait_until_protected, wait_until_tidy
from tests.picup import BACKUP, MAIN, PASSPHRASE, Vault
from tests.sshd import Sshd


@pytest.fixture
def engine(vault: Vault) -> Iterator[Engine]:
    vault.add("1.jpg")
    vault.sync()
    with running(vault) as started:
        yield started


def refusal(engine: Engine, **arguments: object) -> tuple[str, str]:
    before = engine.call("state")["storages"]
    with pytest.raises(EngineRefused) as refused:
        engine.call("storage_change", **arguments)
    assert [one["role"] for one in engine.call("state")["storages"]] == [
        one["role"] for one in before
    ]
    return refused.value.failure.code, refused.value.sentence


@pytest.fixture
def elsewhere(vault: Vault, tmp_path: Path) -> Iterator[Sshd]:
    """The same copies on another server, with a host key of its own."""
    server = Sshd(tmp_path / "elsewhere").start()
    server.vault.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(vault.servers[MAIN].vault, server.vault)
    yield server
    server.stop()


def test_main_at_another_address_is_used_at_once(
    vault: Vault, engine: Engine, elsewhere: Sshd
) -> None:
    key_file = str(elsewhere.key_file)
    code, sentence = refusal(engine, role=MAIN, url=elsewhere.url, key_file=key_file)
    assert code == "HostKeyUnknown", sentence
    vault.servers[MAIN].stop()
    told = engine.call(
        "storage_change", role=MAIN, url=elsewhere.url, key_file=key_file, accept_host_key=True
    )
    assert told["url"] == elsewhere.url
    vault.add("2.jpg")
    wait_until_protected(vault, 2)
    assert len(list((elsewhere.vault / "objects").glob("*/*"))) == 2
    wait_until_tidy(elsewhere.vault)


def test_what_is_not_this_vault_or_is_the_other_storage_is_refused(
    vault: Vault, engine: Engine, elsewhere: Sshd
) -> None:
    key_file = str(elsewhere.key_file)
    shutil.rmtree(elsewhere.vault)
    elsewhere.vault.mkdir()
    empty = {"role": MAIN, "url": elsewhere.url, "key_file": key_file, "accept_host_key": True}
    code, sentence = refusal(engine, **empty)
    assert code == "NotThisVault"
    assert "No vault rests at" in sentence
    (elsewhere.vault / "vault.json").write_bytes(b"{")
    assert refusal(engine, **empty)[0] == "NotThisVault"

    backup = vault.servers[BACKUP].url
    assert refusal(engine, role=MAIN, url=backup)[0] == "UsageError"
    another_name = backup.replace("127.0.0.1", "localhost")
    code, sentence = refusal(engine, role=MAIN, url=another_name, accept_host_key=True)
    assert code == "UsageError"
    assert "same place" in sentence
    assert refusal(engine, role="third", url=backup)[0] == "UsageError"
    vault.add("2.jpg")
    wait_until_protected(vault, 2)


def test_another_name_for_the_same_place_keeps_the_login(vault: Vault, engine: Engine) -> None:
    url = vault.servers[MAIN].url.replace("127.0.0.1", "localhost")
    engine.call("storage_change", role=MAIN, url=url, accept_host_key=True)
    vault.add("2.jpg")
    wait_until_protected(vault, 2)


def test_a_locked_vault_keeps_its_storages(vault: Vault, engine: Engine) -> None:
    engine.call("lock")
    assert refusal(engine, role=MAIN, url=vault.servers[MAIN].url)[0] == "NoPermission"
    engine.call("unlock", passphrase=PASSPHRASE)


def test_5_8_a_link_into_the_other_storage_is_refused(vault: Vault, engine: Engine) -> None:
    root = vault.servers[BACKUP].root
    shutil.copytree(vault.servers[MAIN].vault, root / "vault" / "below")
    (root / "link").symlink_to("vault")
    url = f"{vault.servers[BACKUP].url.rpartition('/')[0]}/link"
    for place in (url, f"{url}/below"):
        code, sentence = refusal(engine, role=MAIN, url=place)
        assert code == "UsageError", sentence
        assert "same place" in sentence
    wait_until_tidy(root / "vault")
