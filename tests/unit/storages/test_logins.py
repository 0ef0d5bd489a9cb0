"""The logins of a courier's connections: few at once, and none again after a refused one."""

import threading
from contextlib import suppress

import pytest

from picup_desktop.storage.errors import LoginRefused, StorageAway
from picup_desktop.storage.logins import AT_ONCE, HELD_SECONDS, Logins


class Hand:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def refused(logins: Logins, words: str = "no") -> None:
    with pytest.raises(LoginRefused, match=words), logins.turn():
        raise LoginRefused(words)


def test_after_a_refusal_nobody_tries_for_an_hour() -> None:
    clock = Hand()
    logins = Logins(clock)
    refused(logins)
    for at in (100.0, 100.0 + HELD_SECONDS - 1):
        clock.at = at
        with pytest.raises(LoginRefused, match="no"):
            logins.check()
        with pytest.raises(LoginRefused, match="no"), logins.turn():
            pytest.fail("it was tried")
    clock.at = 100.0 + HELD_SECONDS
    with logins.turn():
        pass


def test_a_login_that_is_accepted_or_allowed_ends_it() -> None:
    clock = Hand()
    logins = Logins(clock)
    refused(logins)
    logins.forget()
    with logins.turn():
        pass
    logins.check()
    refused(logins, "again")


def test_a_key_file_that_is_missing_is_looked_for_again() -> None:
    logins = Logins()
    for _ in range(2):
        with pytest.raises(LoginRefused, match="no key file"), logins.turn():
            raise LoginRefused("no-key-file", path="on a stick")


def test_another_failure_is_no_refusal() -> None:
    logins = Logins()
    with pytest.raises(StorageAway), logins.turn():
        raise StorageAway("gone")
    logins.check()


def test_the_connections_of_a_courier_try_few_logins_with_a_changed_password() -> None:
    logins, tried, count = Logins(), [], 16
    begun, go = threading.Barrier(count), threading.Event()

    def connect() -> None:
        begun.wait()
        with suppress(LoginRefused), logins.turn():
            tried.append(1)
            go.wait(10)
            raise LoginRefused("no")

    threads = [threading.Thread(target=connect) for _ in range(count)]
    for thread in threads:
        thread.start()
    while len(tried) < AT_ONCE:
        threading.Event().wait(0.005)
    go.set()
    for thread in threads:
        thread.join()
    assert len(tried) == AT_ONCE
