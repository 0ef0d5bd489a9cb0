"""An SSH server in threads of this process that lets people in by rules of its own.

A ``Door`` says who is let in; behind it SFTP answers, and has no files. Each test makes the
door of one server that people have.
"""

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

import paramiko
from paramiko.common import (
    AUTH_FAILED,
    AUTH_PARTIALLY_SUCCESSFUL,
    AUTH_SUCCESSFUL,
    OPEN_SUCCEEDED,
    cMSG_USERAUTH_INFO_REQUEST,
)
from paramiko.server import InteractiveQuery

USER = "nas"
PASSWORD = "right"


class Door(paramiko.ServerInterface):
    """Lets in with a password, and counts what was tried."""

    methods = "password"

    def __init__(self) -> None:
        self.tried: list[str] = []
        self.transport: paramiko.Transport | None = None

    def get_allowed_auths(self, username: str) -> str:
        return self.methods

    def check_auth_password(self, username: str, password: str) -> int:
        self.tried.append(f"password {password}")
        return AUTH_SUCCESSFUL if password == PASSWORD else AUTH_FAILED

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        self.tried.append(f"key {key.get_name()}")
        return AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return OPEN_SUCCEEDED


class AskingDoor(Door):
    """Asks one question after the other; ``right`` holds the answer to each."""

    methods = "keyboard-interactive"
    questions: Sequence[tuple[str, tuple[str, ...]]] = (("", ("Password: ",)),)
    right: Sequence[str] = (PASSWORD,)

    def __init__(self) -> None:
        super().__init__()
        self._asked = 0

    def check_auth_interactive(self, username: str, submethods: str) -> int | InteractiveQuery:
        self._asked = 0
        return self._question()

    def check_auth_interactive_response(self, responses: list[str]) -> int | InteractiveQuery:
        self.tried.append(f"answers {responses}")
        if responses and responses[0] not in self.right:
            return AUTH_FAILED
        self._asked += 1
        return self._question() if self._asked < len(self.questions) else AUTH_SUCCESSFUL

    def _question(self) -> InteractiveQuery:
        text, prompts = self.questions[self._asked]
        return InteractiveQuery("", text, *((prompt, False) for prompt in prompts))


class ExpiredDoor(Door):
    """Answers a right password with the wish for a new one."""

    def check_auth_password(self, username: str, password: str) -> int:
        assert self.transport is not None
        wish = paramiko.Message()
        wish.add_byte(cMSG_USERAUTH_INFO_REQUEST)
        wish.add_string("Your password has expired.")
        wish.add_string("")
        self.transport._send_message(wish)  # type: ignore[attr-defined]
        return AUTH_FAILED


class TwoLocksDoor(Door):
    """Wants two things, one after the other."""

    def __init__(self, *order: str) -> None:
        super().__init__()
        self._left = list(order)

    def get_allowed_auths(self, username: str) -> str:
        return self._left[0]

    def check_auth_password(self, username: str, password: str) -> int:
        super().check_auth_password(username, password)
        return self._open("password", is_right=password == PASSWORD)

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        super().check_auth_publickey(username, key)
        return self._open("publickey", is_right=True)

    def _open(self, method: str, *, is_right: bool) -> int:
        if not is_right or self._left[0] != method:
            return AUTH_FAILED
        if len(self._left) == 1:
            return AUTH_SUCCESSFUL
        self._left.pop(0)
        return AUTH_PARTIALLY_SUCCESSFUL


class OnceHandler(paramiko.auth_handler.AuthHandler):
    """Ends the connection at the second request for the service, as servers in Go do."""

    def __init__(self, transport: paramiko.Transport) -> None:
        super().__init__(transport)
        self._asked = False

    def _parse_service_request(self, message: paramiko.Message) -> None:
        if self._asked:
            self.transport.close()
            return
        self._asked = True
        super()._parse_service_request(message)  # type: ignore[misc]


class StrictTransport(paramiko.Transport):
    """The side of a server that takes one request for the service."""

    def _parse_newkeys(self, message: paramiko.Message) -> None:
        if self.auth_handler is None:
            self.auth_handler = OnceHandler(self)
        super()._parse_newkeys(message)  # type: ignore[misc]


class LoginServer:
    """Serves each connection with a new door of ``make``."""

    def __init__(self, make: Callable[[], Door]) -> None:
        self._make = make
        self._key = paramiko.ECDSAKey.generate()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self.doors: list[Door] = []
        self._transports: list[paramiko.Transport] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"sftp://{USER}@127.0.0.1:{self.port}/vault"

    @property
    def tried(self) -> list[str]:
        """What was tried on all connections."""
        return [one for door in self.doors for one in door.tried]

    def stop(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()
        for transport in self._transports:
            transport.close()
            transport.join(5)

    def _accept(self) -> None:
        while True:
            try:
                link, _ = self._socket.accept()
            except OSError:
                return
            door, transport = self._make(), StrictTransport(link)
            door.transport = transport
            transport.add_server_key(self._key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer)
            self.doors.append(door)
            self._transports.append(transport)
            with suppress(paramiko.SSHException, EOFError, OSError):
                transport.start_server(event=threading.Event(), server=door)


@contextmanager
def login_server(make: Callable[[], Door]) -> Iterator[LoginServer]:
    server = LoginServer(make)
    try:
        yield server
    finally:
        server.stop()
