"""A box that refuses the login is asked seldom, and at once when a person wants it."""

import time

from picup_desktop.storage.errors import LoginRefused
from picup_desktop.sync.reach.refusals import note_login
from picup_desktop.words import Role
from tests.engines import running, wait_until_protected
from tests.picup import BACKUP, MAIN, Vault, wait_until
from tests.sshd import Sshd


class Shut:
    """A server that lets nobody in any more, until it opens."""

    def __init__(self, server: Sshd) -> None:
        self._server = server
        self._authorized = server.folder / "authorized_keys"
        self._keys = self._authorized.read_bytes()
        self._before = self._count()
        self._authorized.write_bytes(b"")
        server.cut()

    @property
    def refused(self) -> int:
        """How often somebody tried to log in since, as fail2ban counts it."""
        return self._count() - self._before

    def open(self) -> None:
        self._authorized.write_bytes(self._keys)

    def _count(self) -> int:
        log = (self._server.folder / "log").read_text()
        return log.count("Connection closed by authenticating user")


def test_a_timer_that_runs_sync_gets_nobody_locked_out(vault: Vault) -> None:
    vault.add("first.jpg")
    vault.sync()
    main = Shut(vault.main)
    vault.add("second.jpg")
    for _ in range(2):
        vault.sync(code=1)
    assert main.refused == 2
    with vault.ledger() as ledger, ledger.transaction():
        for _ in range(2):
            note_login(ledger, Role.MAIN, LoginRefused("login-key-refused"), time.time())
    assert "It refused 4 logins within 10 minutes." in vault.sync(code=1).out
    assert main.refused == 2
    (item,) = vault.attention()
    assert (item["kind"], item["cause"]) == ("login", "login_refused")

    main.open()
    changed = vault.run("storage", "change", "main", vault.main.url)
    assert changed.code == 0, changed
    assert vault.attention() == []
    vault.sync()


def test_the_engine_tries_once_an_hour_and_at_once_for_a_person(vault: Vault) -> None:
    vault.add("first.jpg")
    vault.sync()
    with running(vault) as engine:
        wait_until(engine.idle, "the first pass is over", pause_seconds=0.05)
        main = Shut(vault.main)
        vault.add("second.jpg")
        wait_until(lambda: bool(vault.attention()), "it is told", pause_seconds=0.05)
        wait_until(lambda: main.refused == 1, "the server noted it", pause_seconds=0.05)
        told = {one["role"]: one for one in engine.call("state")["storages"]}
        assert told[MAIN]["state"] == "refused"
        assert told[MAIN]["next_try_at"] is not None
        assert told[BACKUP]["next_try_at"] is None
        (item,) = vault.attention()
        assert item["kind"] == "login"

        main.open()
        vault.run("attention", "retry", item["id"])
        wait_until_protected(vault, 2)
    assert main.refused <= 2
