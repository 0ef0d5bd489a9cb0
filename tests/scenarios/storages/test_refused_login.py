"""A box that refuses the login is asked seldom, and at once when a person wants it."""

import json

from tests.engines import running, wait_until_protected
from tests.picup import Vault, wait_until
from tests.sshd import Sshd


def refused_logins(server: Sshd) -> int:
    """How often somebody tried to log in and was not let in, as fail2ban counts it."""
    return (server.folder / "log").read_text().count("Connection closed by authenticating user")


def shut(server: Sshd) -> bytes:
    """Let nobody in any more; return the keys of before."""
    authorized = server.folder / "authorized_keys"
    before = authorized.read_bytes()
    authorized.write_bytes(b"")
    server.cut()
    return before


def test_a_timer_that_runs_sync_gets_nobody_locked_out(vault: Vault) -> None:
    vault.add("first.jpg")
    vault.sync()
    keys = shut(vault.main)
    vault.add("second.jpg")
    for _ in range(4):
        vault.sync(code=1)
    assert refused_logins(vault.main) == 4
    for _ in range(2):
        assert "It refused 4 logins within 10 minutes." in vault.sync(code=1).out
    assert refused_logins(vault.main) == 4
    (item,) = vault.attention()
    assert (item["kind"], item["cause"]) == ("login", "login_refused")

    (vault.main.folder / "authorized_keys").write_bytes(keys)
    changed = vault.run("storage", "change", "main", vault.main.url)
    assert changed.code == 0, changed
    assert vault.attention() == []
    vault.sync()


def test_the_engine_tries_once_an_hour_and_at_once_for_a_person(vault: Vault) -> None:
    vault.add("first.jpg")
    vault.sync()
    with running(vault) as engine:
        wait_until(engine.idle, "the first pass is over", pause_seconds=0.05)
        keys = shut(vault.main)
        vault.add("second.jpg")
        wait_until(lambda: bool(vault.attention()), "it is told", pause_seconds=0.05)
        assert refused_logins(vault.main) <= 2
        main, backup = engine.call("state")["storages"]
        assert main["state"] == "refused"
        assert main["next_try_at"] is not None
        assert backup["next_try_at"] is None
        (item,) = vault.attention()
        assert json.dumps(item).count("login") > 0

        (vault.main.folder / "authorized_keys").write_bytes(keys)
        vault.run("attention", "retry", item["id"])
        wait_until_protected(vault, 2)
    assert refused_logins(vault.main) <= 2
