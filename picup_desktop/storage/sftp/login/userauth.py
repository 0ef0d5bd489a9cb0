"""The client's side of SSH's login, one request after the other (RFC 4252, RFC 4256).

paramiko asks for the service before every attempt; servers in Go and asyncssh end the
connection at the second time, so that only the first attempt would ever be looked at. Here it
is asked for once. Answers come to the calling thread, which waits for each with a limit, and
what the server says when it ends the connection is kept.
"""

import contextlib
import queue
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import paramiko
from paramiko.auth_handler import AuthHandler
from paramiko.common import (
    MSG_SERVICE_ACCEPT,
    MSG_USERAUTH_BANNER,
    MSG_USERAUTH_FAILURE,
    MSG_USERAUTH_INFO_REQUEST,
    MSG_USERAUTH_SUCCESS,
    cMSG_SERVICE_REQUEST,
    cMSG_USERAUTH_INFO_RESPONSE,
    cMSG_USERAUTH_REQUEST,
)

SERVICE = "ssh-userauth"
NONE, PUBLIC_KEY = "none", "publickey"
PASSWORD, INTERACTIVE = "password", "keyboard-interactive"
LONGEST_TEXT = 300
"""Characters of a server's text that are kept."""
MOST_PROMPTS = 16
MOST_UNREAD = 32
"""Answers that may come before they are asked for; one more ends the connection (6-2)."""
LOOK_SECONDS = 0.5
"""How often a wait looks whether the connection still stands."""


class Outcome(Enum):
    """What the server answered to an attempt."""

    ACCEPTED = "accepted"
    PARTIAL = "partial"
    """Right, and something else is wanted as well."""
    REFUSED = "refused"
    CHANGE_PASSWORD = "change-password"  # noqa: S105 - a word of the protocol
    """The password is right, has expired, and must be changed first."""


@dataclass(frozen=True)
class Verdict:
    """The answer to an attempt, and the methods that can go on."""

    outcome: Outcome
    methods: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Question:
    """What a server asks in a keyboard-interactive login."""

    text: str
    """Its heading and instructions."""
    prompts: tuple[str, ...]


class LoginEnded(Exception):
    """The connection ended during the login; the text is what the server said, or empty."""


class LoginTooSlow(Exception):
    """The server did not answer in time."""


class LoginTransport(paramiko.Transport):
    """A transport that keeps what the server said when it ended the connection."""

    farewell = ""

    def _parse_disconnect(self, m: paramiko.Message) -> None:
        m.get_int()
        self.farewell = _text(m.get_string())


class Userauth(AuthHandler):
    """One login on a transport; used by one thread."""

    def __init__(self, transport: LoginTransport, user: str, seconds: float) -> None:
        """``seconds``: how long the whole login may take."""
        super().__init__(transport)
        self._link = transport
        self._user = user
        self._until = time.monotonic() + seconds
        self._answers: queue.Queue[Verdict | Question | None] = queue.Queue(MOST_UNREAD)
        self.username = user
        transport.auth_handler = self

    def begin(self) -> None:
        """Ask for the service. LoginEnded, LoginTooSlow."""
        request = paramiko.Message()
        request.add_byte(cMSG_SERVICE_REQUEST)
        request.add_string(SERVICE)
        self._send(request)
        self._next()

    def methods(self) -> Verdict:
        """Ask which methods there are, which no server counts as a refused login. As ``begin``."""
        return self._verdict(self._attempt(NONE))

    def try_key(self, key: paramiko.PKey) -> Verdict:
        """Try a key. As ``begin``, and SSHException if it can't sign for this server."""
        # Private methods of paramiko, which its types leave out.
        kind, bits = self._get_key_type_and_bits(key)  # type: ignore[attr-defined]
        algorithm = self._finalize_pubkey_algorithm(kind)  # type: ignore[attr-defined]
        to_sign = self._get_session_blob(  # type: ignore[attr-defined]
            key, "ssh-connection", self._user, algorithm
        )
        request = self._attempt(PUBLIC_KEY)
        request.add_boolean(b=True)
        request.add_string(algorithm)
        request.add_string(bits)
        request.add_string(key.sign_ssh_data(to_sign, algorithm))
        return self._verdict(request)

    def try_password(self, password: str) -> Verdict:
        """Try a password. As ``begin``."""
        request = self._attempt(PASSWORD)
        request.add_boolean(b=False)
        request.add_string(_bytes(password))
        return self._verdict(request)

    def interactive(self) -> Verdict | Question:
        """Let the server ask. As ``begin``."""
        request = self._attempt(INTERACTIVE)
        request.add_string("")
        request.add_string("")
        return self._ask(request)

    def answer(self, answers: Sequence[str]) -> Verdict | Question:
        """Answer a question. As ``begin``."""
        response = paramiko.Message()
        response.add_byte(cMSG_USERAUTH_INFO_RESPONSE)
        response.add_int(len(answers))
        for one in answers:
            response.add_string(_bytes(one))
        return self._ask(response)

    def abort(self) -> None:
        """Wake the waiting thread: the connection ended. Called by paramiko."""
        with contextlib.suppress(queue.Full):
            self._answers.put_nowait(None)

    @property
    def _client_handler_table(self) -> dict[int, object]:
        return {
            MSG_SERVICE_ACCEPT: lambda _: self._put(Verdict(Outcome.PARTIAL)),
            MSG_USERAUTH_SUCCESS: self._see_success,
            MSG_USERAUTH_FAILURE: self._see_failure,
            MSG_USERAUTH_BANNER: lambda _: None,
            MSG_USERAUTH_INFO_REQUEST: self._see_request,
        }

    def _see_success(self, _: paramiko.Message) -> None:
        # Before anything else: a delayed compression begins with the next packet.
        self._link._auth_trigger()  # type: ignore[attr-defined]  # private in paramiko
        self._put(Verdict(Outcome.ACCEPTED))
        self.authenticated = True

    def _see_failure(self, message: paramiko.Message) -> None:
        methods = frozenset(message.get_string().decode("ascii", "replace").split(","))
        outcome = Outcome.PARTIAL if message.get_boolean() else Outcome.REFUSED
        self._put(Verdict(outcome, methods))

    def _see_request(self, message: paramiko.Message) -> None:
        """A number that means one thing in each method."""
        if self.auth_method == PASSWORD:
            self._put(Verdict(Outcome.CHANGE_PASSWORD))
        elif self.auth_method == INTERACTIVE:
            heading, instructions = _text(message.get_string()), _text(message.get_string())
            message.get_string()
            count = min(message.get_int(), MOST_PROMPTS)
            prompts = []
            for _ in range(count):
                prompts.append(_text(message.get_string()))
                message.get_boolean()
            self._put(Question(f"{heading} {instructions}".strip(), tuple(prompts)))

    def _put(self, answer: Verdict | Question) -> None:
        if not self.authenticated:
            self._answers.put_nowait(answer)

    def _attempt(self, method: str) -> paramiko.Message:
        self.auth_method = method
        request = paramiko.Message()
        request.add_byte(cMSG_USERAUTH_REQUEST)
        request.add_string(_bytes(self._user))
        request.add_string("ssh-connection")
        request.add_string(method)
        return request

    def _verdict(self, request: paramiko.Message) -> Verdict:
        answer = self._ask(request)
        if isinstance(answer, Question):
            raise paramiko.SSHException("a question that was not asked for")
        return answer

    def _ask(self, message: paramiko.Message) -> Verdict | Question:
        self._send(message)
        return self._next()

    def _send(self, message: paramiko.Message) -> None:
        try:
            self._link._send_message(message)  # type: ignore[attr-defined]  # as above
        except (OSError, EOFError) as error:
            raise LoginEnded(self._link.farewell) from error

    def _next(self) -> Verdict | Question:
        """Wait for the next answer."""
        while (left := self._until - time.monotonic()) > 0:
            try:
                answer = self._answers.get(timeout=min(left, LOOK_SECONDS))
            except queue.Empty:
                if self._link.is_active():
                    continue
                answer = None
            if answer is None:
                raise LoginEnded(self._link.farewell)
            return answer
        raise LoginTooSlow


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")[:LONGEST_TEXT].strip()
