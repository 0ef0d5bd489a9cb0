"""What a server that lets nobody in is told as: a condition of the server, and the sentence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import paramiko
import pytest

from picup_desktop.storage.errors import LoginRefused, StorageStalled, StorageUnreachable
from picup_desktop.storage.sftp.login import log_in as login
from tests.login_server import (
    PASSWORD,
    USER,
    AskingDoor,
    Door,
    ExpiredDoor,
    LoginServer,
    TwoLocksDoor,
    login_server,
)
from tests.storage.sftp.login.conftest import Said

WRONG = "wrong"


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _new_key(tmp_path_factory.mktemp("key") / "key")


def _new_key(path: Path) -> Path:
    paramiko.ECDSAKey.generate().write_private_key_file(str(path))
    return path


def asking(*questions: tuple[str, tuple[str, ...]]) -> type[AskingDoor]:
    """A door that asks these after the password."""

    class Asks(AskingDoor):
        pass

    Asks.questions = (("", ("Password: ",)), *questions)
    return Asks


class BothWays(AskingDoor):
    methods = "publickey,keyboard-interactive,password"


class AsksNothing(Door):
    """Offers to ask, and has no question; a password counts only if it is sent as one."""

    methods = "keyboard-interactive,password"


class AsksForCodeAlone(AskingDoor):
    methods = "keyboard-interactive,password"
    questions = (("", ("Verification code: ",)),)
    right = ("123456",)


class ClosedAccount(AskingDoor):
    """Says so, and refuses."""

    questions = (("", ("Password: ",)), ("Your account has expired; please contact us.", ()))

    def check_auth_interactive_response(
        self, responses: list[str]
    ) -> int | paramiko.server.InteractiveQuery:
        if not responses:
            return paramiko.common.AUTH_FAILED
        return super().check_auth_interactive_response(responses)


class AsksAgain(AskingDoor):
    """Asks for the password again, as at a keyboard."""

    def check_auth_interactive_response(
        self, responses: list[str]
    ) -> int | paramiko.server.InteractiveQuery:
        self.tried.append(f"answers {responses}")
        return self._question()


@pytest.mark.parametrize(
    ("door", "password", "sentence"),
    [
        (Door, PASSWORD, "in"),
        (Door, WRONG, f"does not let {USER} in (the password was refused)"),
        (AskingDoor, PASSWORD, "in"),
        (AskingDoor, WRONG, "(the password was refused)"),
        (BothWays, PASSWORD, "in"),
        (BothWays, WRONG, "(the password was refused)"),
        (AsksNothing, PASSWORD, "in"),
        (AsksForCodeAlone, PASSWORD, "in"),
        (AsksAgain, WRONG, "(the password was refused)"),
        (asking(("", ())), PASSWORD, "in"),
        (
            asking(("", ("Verification code: ",))),
            PASSWORD,
            f"asks {USER} for something beside the password (“Verification code:”)",
        ),
        (asking(("", ("Enter PIN", "and token"))), PASSWORD, "(“Enter PIN”)"),
        (
            asking(("You are required to change your password immediately", ("New: ",))),
            PASSWORD,
            f"The password of {USER} on ",
        ),
        (asking(("", ("Current password: ",))), PASSWORD, "has expired"),
        (asking(("", ("(current) UNIX password: ",))), PASSWORD, "has expired"),
        (asking(("Your password will expire in 3 days.", ())), PASSWORD, "in"),
        (ClosedAccount, PASSWORD, f"The account of {USER} on "),
        (ExpiredDoor, PASSWORD, "has expired. Set a new one there"),
    ],
)
def test_what_a_server_does_with_a_password(
    door: Callable[[], Door], password: str, sentence: str, said: Said
) -> None:
    with login_server(door) as server:
        kind = None if sentence == "in" else LoginRefused
        assert sentence in said(server.url, password=password, kind=kind)


@pytest.mark.parametrize("door", [Door, AskingDoor, BothWays, AsksAgain])
def test_a_wrong_password_counts_once(door: Callable[[], Door], said: Said) -> None:
    with login_server(door) as server:
        said(server.url, password=WRONG)
        assert len(server.tried) == 1


def test_a_server_that_asks_without_end_is_left(said: Said) -> None:
    with login_server(asking(*[("", ())] * 50)) as server:
        assert "for something beside the password" in said(server.url, password=PASSWORD)
        assert len(server.tried) < 10


class KeysAndPassword(Door):
    methods = "publickey,password"


@pytest.mark.parametrize(
    ("door", "password", "sentence"),
    [
        (KeysAndPassword, PASSWORD, "in"),
        (KeysAndPassword, None, "(a key was refused)"),
        (KeysAndPassword, WRONG, "(a key was refused; the password was refused)"),
        (Door, None, "(it takes no key)"),
        (lambda: TwoLocksDoor("publickey", "password"), PASSWORD, "in"),
        (lambda: TwoLocksDoor("password", "publickey"), PASSWORD, "in"),
        (
            lambda: TwoLocksDoor("publickey", "password"),
            None,
            "accepts a key of nas and wants a password as well. Give both",
        ),
        (
            lambda: TwoLocksDoor("publickey", "\x1b[2Jgssapi", "password"),
            PASSWORD,
            "accepts a key of nas and wants something else as well",
        ),
        (
            lambda: TwoLocksDoor("publickey", "password"),
            WRONG,
            "wants a password as well, which failed (the password was refused)",
        ),
    ],
)
def test_a_key_and_a_password(
    door: Callable[[], Door], password: str | None, sentence: str, key_file: Path, said: Said
) -> None:
    with login_server(door) as server:
        assert sentence in said(server.url, key_file=key_file, password=password)


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        (("publickey", "password"), "in"),
        (("password", "publickey"), "in"),
        (("password", "password"), "accepts a password of nas and wants a password as well"),
    ],
)
def test_keys_in_the_usual_place_are_tried_beside_a_password(
    order: tuple[str, ...], sentence: str, said: Said
) -> None:
    _new_key(Path.home() / ".ssh" / "id_ecdsa")
    with login_server(lambda: TwoLocksDoor(*order)) as server:
        assert sentence in said(server.url, password=PASSWORD)


def test_a_locked_key_in_the_usual_place_is_named(said: Said) -> None:
    path = Path.home() / ".ssh" / "id_ecdsa"
    paramiko.ECDSAKey.generate().write_private_key_file(str(path), password="open up")
    with login_server(KeysAndPassword) as server:
        sentence = said(server.url)
    assert f"the key {path} has a passphrase and was not tried: name it with --ssh-key" in sentence
    assert server.tried == []


def test_a_slow_login_is_slow_and_not_refused(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login, "LOGIN_SECONDS", 0.3)
    with silent_server() as server:
        sentence = said(server.url, password=PASSWORD, kind=StorageStalled)
    assert "answers, but not the login within 0.3 seconds" in sentence


@contextmanager
def silent_server() -> Iterator[LoginServer]:
    """A server that never answers a password."""

    class Silent(Door):
        def check_auth_password(self, username: str, password: str) -> int:
            assert self.transport is not None
            self.transport.packetizer.send_message = lambda _message: None  # type: ignore[method-assign, assignment]
            return paramiko.common.AUTH_FAILED

    with login_server(Silent) as server:
        yield server


class HangsUp(Door):
    def check_auth_password(self, username: str, password: str) -> int:
        assert self.transport is not None
        self.transport.close()
        return paramiko.common.AUTH_FAILED


def test_a_login_that_breaks_is_no_refusal(said: Said) -> None:
    with login_server(HangsUp) as server:
        sentence = said(server.url, password=PASSWORD, kind=StorageUnreachable)
    assert f"ended the connection while {USER} logged in (the connection ended)" in sentence


class NoSftp(Door):
    def check_channel_subsystem_request(self, channel: paramiko.Channel, name: str) -> bool:
        return False


class Talks(Door):
    """Sends a text where SFTP should begin."""

    def check_channel_subsystem_request(self, channel: paramiko.Channel, name: str) -> bool:
        channel.send(b"\r\nWelcome to the NAS of the Kims!\r\nHave fun.\r\n")
        return True


class SaysWhy(Door):
    """Sends a text beside SFTP, and ends it."""

    words = b""

    def check_channel_subsystem_request(self, channel: paramiko.Channel, name: str) -> bool:
        channel.send_stderr(self.words)
        return False


class ExpiredInside(SaysWhy):
    words = b"WARNING: Your password has expired.\nPassword change required but no TTY available.\n"


class Closed(SaysWhy):
    words = b"This service allows sftp connections only for the family.\n"


class LeavesAtOnce(Door):
    def check_channel_request(self, kind: str, chanid: int) -> int:
        assert self.transport is not None
        self.transport.close()
        return paramiko.common.OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED


@pytest.mark.parametrize(
    ("door", "sentence"),
    [
        (NoSftp, "lets us in but offers no SFTP"),
        (Talks, "sends text where SFTP should begin: “Welcome to the NAS of the Kims!”"),
        (ExpiredInside, "The password of nas on "),
        (Closed, "It says: “This service allows sftp connections only for the family.”"),
        (LeavesAtOnce, "lets nas in and hangs up at once. Where a user is shut into a folder"),
    ],
)
def test_a_server_that_lets_in_and_has_no_sftp(
    door: Callable[[], Door], sentence: str, said: Said
) -> None:
    with login_server(door) as server:
        assert sentence in said(server.url, password=PASSWORD)
