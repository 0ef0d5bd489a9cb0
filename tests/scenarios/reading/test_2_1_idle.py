"""DISASTERS 2-1: main ended its idle connections, and is read all the same."""

from tests.engines import running, wait_until_protected
from tests.picup import BACKUP, MAIN, Vault, wait_until


def test_2_1_main_is_read_after_it_ended_idle_connections_and_backup_is_not(vault: Vault) -> None:
    vault.add("beach.jpg")
    with running(vault) as engine:
        wait_until_protected(vault, 1)
        wait_until(engine.idle, "an engine that waits")
        vault.get("beach.jpg")
        before = vault.connections()
        for server in vault.servers.values():
            server.cut()
        assert vault.get("beach.jpg") == {"served_from": MAIN, "repaired": []}
        after = vault.connections()
        assert after[MAIN] == before[MAIN] + 1
        assert after[BACKUP] == before[BACKUP]
        assert {one["state"] for one in vault.status()["storages"]} == {"online"}
        assert "away" not in engine.said()
