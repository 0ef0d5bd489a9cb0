"""Log in to an SSH server, and say what a person can do where it does not let them in.

What was given is tried first: the named key, then the password, as the answer to the
server's own question where it asks one. The keys of the agent and the usual files follow
where no key was named. A server that wants two things gets both, in its own order.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import paramiko

from picup_desktop.messages.message import Message
from picup_desktop.names import shown
from picup_desktop.storage.errors import (
    LoginRefused,
    StorageError,
    StorageStalled,
    StorageUnreachable,
)
from picup_desktop.storage.place import Access
from picup_desktop.storage.sftp.login.interactive import (
    AccountExpired,
    AsksMore,
    PasswordExpired,
    answer_questions,
)
from picup_desktop.storage.sftp.login.keys import KeyAgent, named_key, own_keys
from picup_desktop.storage.sftp.login.userauth import (
    INTERACTIVE,
    PASSWORD,
    PUBLIC_KEY,
    LoginEnded,
    LoginTooSlow,
    LoginTransport,
    Outcome,
    Userauth,
    Verdict,
)
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.ssh.settings import Identities
from picup_desktop.storage.trust.known_hosts import host_entry

LOGIN_SECONDS = 40.0
"""How long a login may take: a NAS whose disks spin up needs up to 30 seconds."""
KEYS_THAT_ARE_MANY = 3
"""Refused keys after which a connection that ended without a word was ended because of them."""
TOO_MANY = re.compile(r"too many auth|auth tries|no more auth|authentication failures", re.I)
"""What servers say when they end the connection because of refused attempts."""

PASSWORD_REFUSED = Message("login-password-refused")
OTHER_METHOD = Message("login-method-other")
METHOD_NAMES = {
    PUBLIC_KEY: Message("login-method-key"),
    PASSWORD: Message("login-method-password"),
    INTERACTIVE: Message("login-method-password"),
}


def log_in(
    transport: LoginTransport, place: SftpPlace, access: Access, identities: Identities
) -> None:
    """Log in.

    LoginRefused says why not; StorageStalled if it takes too long, StorageUnreachable if the
    connection broke.
    """
    with closing(KeyAgent()) as agent:
        login = _Login(Userauth(transport, place.user, LOGIN_SECONDS), place, access, agent)
        login.run(identities)


@dataclass
class _Way:
    """One thing to try."""

    method: str
    attempt: Callable[[], Verdict]
    refused: Message
    """What is told if it was refused."""


class _Login:
    def __init__(self, auth: Userauth, place: SftpPlace, access: Access, agent: KeyAgent) -> None:
        self._auth = auth
        self._place = place
        self._entry = host_entry(place.host, place.port)
        self._access = access
        self._agent = agent
        self._reasons: list[Message] = []
        self._taken: list[Message] = []
        self._keys_refused = 0
        self._asked_nothing = False
        self._identities = Identities()
        self._named = self._named_key()
        self._ways = list(self._given_ways())
        self._own_looked_at = self._named is not None

    def run(self, identities: Identities) -> None:
        """``identities``: what is tried where no key was named."""
        self._identities = identities
        try:
            self._auth.begin()
            # A named key needs no question, which costs one more round trip and a pause of sshd.
            key_first = Verdict(Outcome.REFUSED, frozenset({PUBLIC_KEY}))
            verdict = self._auth.methods() if self._named is None else key_first
            while verdict.outcome is not Outcome.ACCEPTED:
                way = self._next_way(verdict.methods)
                if way is None:
                    raise self._refused(verdict.methods)
                verdict = self._try(way, verdict)
        except LoginTooSlow as error:
            raise StorageStalled(
                "server-answers-too-slowly",
                server=self._entry,
                what=Message("step-login"),
                seconds=LOGIN_SECONDS,
            ) from error
        except LoginEnded as error:
            raise self._ended(shown(str(error))) from error

    def _named_key(self) -> paramiko.PKey | None:
        access = self._access
        if access.key_file is None:
            return None
        return named_key(access.key_file, access.key_passphrase, self._agent)

    def _given_ways(self) -> Iterator[_Way]:
        """Return what a person gave: a key before a password, as ssh does."""
        password = self._access.password
        if self._named is not None:
            yield self._key_way(self._named)
        if password is None:
            return
        refused = PASSWORD_REFUSED
        # First, as with ssh: where both are offered, this one can say what else is wrong.
        yield _Way(INTERACTIVE, lambda: self._answer_questions(password), refused)
        yield _Way(PASSWORD, lambda: self._send_password(password), refused)

    def _key_way(self, key: paramiko.PKey) -> _Way:
        return _Way(PUBLIC_KEY, lambda: self._auth.try_key(key), Message("login-key-refused"))

    def _next_way(self, methods: frozenset[str]) -> _Way | None:
        """Take the first thing to try that the server takes now."""
        way = next((one for one in self._ways if one.method in methods), None)
        if way is None and PUBLIC_KEY in methods and not self._own_looked_at:
            self._own_looked_at = True
            own = own_keys(self._agent, self._identities)
            self._ways += [self._key_way(key) for key in own.keys]
            self._reasons += [_locked(path) for path in own.locked]
            way = next((one for one in self._ways if one.method in methods), None)
        if way is not None:
            self._ways.remove(way)
        return way

    def _try(self, way: _Way, before: Verdict) -> Verdict:
        self._asked_nothing = False
        try:
            verdict = way.attempt()
        except LoginEnded as error:
            if TOO_MANY.search(str(error)):
                # The server counts this attempt, too, and says so in place of refusing it.
                self._note_refused(way)
            raise
        except (paramiko.SSHException, OSError, EOFError):
            if way.method != PUBLIC_KEY:
                raise
            # The key can't sign for this server; nothing was sent.
            self._note_refused(way)
            return before
        if verdict.outcome is Outcome.CHANGE_PASSWORD:
            raise self._expired()
        if verdict.outcome is Outcome.REFUSED and not self._asked_nothing:
            if way.method == PUBLIC_KEY and PUBLIC_KEY not in verdict.methods:
                # It was not looked at, and may be wanted after the password.
                self._ways.append(way)
            else:
                self._note_refused(way)
        if verdict.outcome is Outcome.PARTIAL:
            self._taken.append(METHOD_NAMES[way.method])
        return verdict

    def _note_refused(self, way: _Way) -> None:
        self._keys_refused += way.method == PUBLIC_KEY
        if way.refused not in self._reasons:
            self._reasons.append(way.refused)

    def _send_password(self, password: str) -> Verdict:
        return self._auth.try_password(password)

    def _answer_questions(self, password: str) -> Verdict:
        try:
            answered = answer_questions(self._auth, password)
        except PasswordExpired as error:
            raise self._expired() from error
        except AccountExpired as error:
            raise LoginRefused(
                "login-account-expired", server=self._entry, user=shown(self._place.user)
            ) from error
        except AsksMore as error:
            raise LoginRefused(
                "login-asks-more",
                server=self._entry,
                user=shown(self._place.user),
                question=shown(str(error)),
            ) from error
        self._asked_nothing = not answered.asked
        if answered.looked_at and answered.verdict.outcome is Outcome.REFUSED:
            # A second time would only count as another wrong password.
            self._ways = [way for way in self._ways if way.method != PASSWORD]
        return answered.verdict

    def _expired(self) -> LoginRefused:
        return LoginRefused(
            "login-password-expired",
            server=self._entry,
            user=shown(self._place.user),
            host=self._place.host,
        )

    def _refused(self, methods: frozenset[str]) -> LoginRefused:
        """Return why nothing that there was to try was enough."""
        if self._taken:
            return self._half_let_in(methods)
        reasons = list(self._reasons)
        if self._access.password is not None and PASSWORD_REFUSED not in reasons:
            reasons.append(Message("login-takes-no-password"))
        if self._named is not None and PUBLIC_KEY not in methods:
            reasons.append(Message("login-takes-no-key"))
        return self._not_let_in(reasons or [Message("no-login-to-try")])

    def _not_let_in(self, reasons: list[Message]) -> LoginRefused:
        return LoginRefused(
            "does-not-let-check-user",
            server=self._entry,
            user=shown(self._place.user),
            why=_listed(reasons),
        )

    def _half_let_in(self, methods: frozenset[str]) -> LoginRefused:
        """Return what is missing where one of two things was right."""
        missing = [METHOD_NAMES.get(one, OTHER_METHOD) for one in sorted(methods)]
        return LoginRefused(
            "login-wants-more" if not self._reasons else "login-wants-more-refused",
            server=self._entry,
            user=shown(self._place.user),
            taken=_listed(_once(self._taken)),
            missing=_listed(_once(missing), "reason-or-reason"),
            why=_listed(self._reasons or [Message("")]),
        )

    def _ended(self, farewell: str) -> StorageError:
        """Return what it means that the server ended the connection."""
        said = TOO_MANY.search(farewell) is not None
        if self._named is None and self._keys_refused >= (1 if said else KEYS_THAT_ARE_MANY):
            return LoginRefused(
                "login-too-many-keys",
                server=self._entry,
                user=shown(self._place.user),
                keys=self._keys_refused,
            )
        if said and self._reasons:
            return LoginRefused(
                "login-no-more-tries",
                server=self._entry,
                user=shown(self._place.user),
                why=_listed(self._reasons),
            )
        return StorageUnreachable(
            "login-was-cut-off",
            server=self._entry,
            user=shown(self._place.user),
            why=farewell or Message("connection-ended"),
        )


def _once(messages: list[Message]) -> list[Message]:
    return list(dict.fromkeys(messages))


def _locked(path: Path) -> Message:
    return Message("login-own-key-is-locked", path=str(path))


def _listed(reasons: list[Message], joined_by: str = "reason-and-reason") -> Message:
    whole = reasons[0]
    for reason in reasons[1:]:
        whole = Message(joined_by, first=whole, second=reason)
    return whole
