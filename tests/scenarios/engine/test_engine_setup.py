"""The engine of a home without a vault: a face makes the vault through it, and speaks no SSH."""

import pytest

from picup_desktop.engine.ipc.protocol import EngineRefused
from picup_desktop.errors import ExitCode
from tests.engines import running, wait_until_protected
from tests.picup import PASSPHRASE, Vault


def test_engine_makes_a_vault_and_protects_its_first_photo(bare: Vault) -> None:
    assert bare.run("run").code == 2, "without a vault there is nothing to run"
    bare.add("first.jpg")
    key = str(bare.main.key_file)
    with running(bare, "--wait") as engine:
        state = engine.call("state")
        assert (state["vault"], state["storages"]) == (False, [])
        with pytest.raises(EngineRefused) as no_vault:
            engine.call("album_add", path=str(bare.album))
        assert no_vault.value.exit_code is ExitCode.USAGE

        with pytest.raises(EngineRefused, match="SHA256:"):
            engine.call("test_connection", url=bare.main.url, key_file=key)
        tried = engine.call(
            "test_connection", url=bare.main.url, key_file=key, accept_host_key=True
        )
        assert tried["fingerprint"].startswith("SHA256:")
        assert tried["vault"] is False
        assert tried["disk"] is None
        folders = [(bare.folder / name).as_uri() for name in ("one", "two")]
        disks = {engine.call("test_connection", url=url)["disk"] for url in folders}
        assert len(disks) == 1
        assert disks != {None}

        request = {
            "main": {"url": bare.main.url, "key_file": key},
            "backup": {"url": bare.backup.url, "key_file": key},
            "recovery_kit": str(bare.kit),
            "passphrase": PASSPHRASE,
            "accept_new_host_keys": True,
        }
        with pytest.raises(EngineRefused, match="same place"):
            engine.call("setup", **{**request, "backup": request["main"]})
        assert not bare.kit.exists()
        made = engine.call("setup", **request)
        assert bare.kit.read_text().count("AGE-SECRET-KEY-1") == 1
        assert made["storages"] == {"main": bare.main.url, "backup": bare.backup.url}
        with pytest.raises(EngineRefused, match="already"):
            engine.call("setup", **{**request, "recovery_kit": str(bare.kit) + "2"})

        assert engine.call("kit_confirm", kit=bare.kit.read_text())["confirmed_at"]
        engine.call("album_add", path=str(bare.album))
        wait_until_protected(bare, 1)
        assert engine.call("settings_set", name="backup_bytes_per_second", value=200_000)
        bare.add("slow.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 2000)
        wait_until_protected(bare, 2)
    assert bare.get("first.jpg")["served_from"] == "main"


def test_engine_of_a_new_computer_opens_the_vault_from_backup_alone(vault: Vault) -> None:
    vault.add("one.jpg")
    vault.sync()
    kit, vault.home = vault.kit.read_text(), vault.folder / "new-home"
    vault.main.stop()
    try:
        with running(vault, "--wait") as engine:
            request = {"from": vault.backup.url, "kit": kit, "passphrase": PASSPHRASE}
            with pytest.raises(EngineRefused):
                engine.call("open_vault", **{**request, "kit": "no kit"})
            opened = engine.call("open_vault", **request, key_file=str(vault.main.key_file))
            assert (opened["photos"], opened["opened_from"]) == (1, "backup")
            target = vault.folder / "back.jpg"
            got = engine.call("get", photo="1", output=str(target))
            assert got["served_from"] == "backup"
            assert target.read_bytes() == vault.photos_made["one.jpg"]
    finally:
        vault.main.start()
        vault.home = vault.folder / "home"


def test_the_command_line_makes_the_vault_through_the_engine_that_waits_for_one(
    bare: Vault,
) -> None:
    """As in a container, which ends with its engine."""
    bare.add("first.jpg")
    words = ("setup", "--main", bare.main.url, "--backup", bare.backup.url)
    login = ("--ssh-key", bare.main.key_file, "--recovery-kit", bare.kit)
    with running(bare, "--wait"):
        assert bare.run("health").code == ExitCode.USAGE, "there is no vault yet"
        refused = bare.run(*words, *login)
        assert (refused.code, "SHA256:" in refused.err) == (ExitCode.FAILED, True)
        assert not bare.kit.exists()

        made = bare.run(*words, *login, "--accept-new-host-keys", "--json")
        assert made.code == ExitCode.DONE, made.err
        assert made.json["storages"] == {"main": bare.main.url, "backup": bare.backup.url}
        assert bare.kit.read_text().count("AGE-SECRET-KEY-1") == 1
        assert bare.run(*words, *login).code != ExitCode.DONE

        assert bare.run("health").code == ExitCode.DONE
        assert bare.run("album", "add", bare.album).code == ExitCode.DONE
        wait_until_protected(bare, 1)
    assert bare.run("health").code == ExitCode.FAILED, "it has ended"


def test_the_command_line_joins_a_vault_through_the_engine_that_waits_for_one(
    vault: Vault,
) -> None:
    vault.add("one.jpg")
    vault.sync()
    vault.home = vault.folder / "new-home"
    login = ("open", "--from", vault.backup.url, "--ssh-key", vault.backup.key_file)
    words = (*login, "--recovery-kit", vault.kit)
    try:
        with running(vault, "--wait") as engine:
            wrong = vault.folder / "wrong.txt"
            wrong.write_text("no kit")
            assert vault.run(*login, "--recovery-kit", wrong).code == ExitCode.USAGE
            assert engine.call("state")["vault"] is False

            opened = vault.run(*words, "--json")

            assert opened.code == ExitCode.DONE, opened.err
            assert (opened.json["photos"], opened.json["opened_from"]) == (1, "backup")
            assert opened.json["warnings"] == []
            assert engine.call("state")["vault"] is True
            assert vault.get("one.jpg")["served_from"] == "main"
            assert vault.run(*words).code != ExitCode.DONE, "there is a vault now"
        assert vault.run("status").code == ExitCode.DONE
    finally:
        vault.home = vault.folder / "home"
