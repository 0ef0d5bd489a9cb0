"""What ``ssh`` says on its standard error, and the errors that it means.

Its words are stable English: it is called with ``LC_ALL=C``. What the server itself says, a
banner for instance, comes on the same way and is bounded like the rest.
"""

import re
import threading
from dataclasses import dataclass, field
from typing import IO

from picup_desktop.messages.message import Message, Value
from picup_desktop.names import shown
from picup_desktop.storage.errors import LoginRefused, StorageError, StorageUnreachable
from picup_desktop.storage.sftp.algorithms import lacked_by_words, lacking

LONGEST_LINE = 400
MOST_LINES = 40
DEBUG = re.compile(r"debug\d: ")
HOST_KEY = re.compile(r"debug1: Server host key: (\S+) (SHA256:\S+)")
AUTHENTICATED = re.compile(r"(debug1: )?Authenticated to ")
NOT_TRUSTED = "Host key verification failed."
REFUSED = re.compile(r"Permission denied \(|: Permission denied \(")
TOO_MANY = "Too many authentication failures"
NO_SFTP = "subsystem request failed"
IN_TIME = re.compile(r"timed out during banner exchange|^Connection to .* timed out")
ADDRESSED = re.compile(r"^\S+@\S+: ")
"""How a refusal begins: with the address, which an alias keeps to itself."""
NO_REASON = Message("ssh-gives-no-reason")
AWAY = (
    re.compile(r"Could not resolve hostname .*: (.+)"),
    re.compile(r"connect to (?:host|address) .* port \d+: (.+)"),
    # What a jump host says of the server.
    re.compile(r"open failed: connect failed: (.+)"),
)


class NotTrusted(Exception):
    """``ssh`` refused the server's key."""


@dataclass
class Told:
    """The lines that matter, taken in one by one."""

    shown_key: str | None = None
    """The fingerprint of the key that the server showed."""
    logged_in: bool = False
    words: list[str] = field(default_factory=list)

    def learn(self, line: str) -> None:
        """Take in one line."""
        if (found := HOST_KEY.match(line)) is not None:
            self.shown_key = found[2]
        elif AUTHENTICATED.match(line) is not None:
            self.logged_in = True
        elif DEBUG.match(line) is None and line and len(self.words) < MOST_LINES:
            self.words.append(line[:LONGEST_LINE])

    def error(self, server: str, user: str, address: str) -> StorageError:
        """Return the error of a connection that was not made. NotTrusted for the server's key.

        ``server`` and ``user`` as people know them; ``address`` is not shown to them.
        """
        refused = any(REFUSED.search(word) for word in self.words)
        if self.shown_key is None and NOT_TRUSTED in self.words:
            return StorageUnreachable("ssh-way-not-trusted", server=server)
        if self.shown_key is None and refused:
            said = next(word for word in self.words if REFUSED.search(word))
            return StorageUnreachable("ssh-way-not-open", server=server, why=shown(said))
        if NOT_TRUSTED in self.words:
            raise NotTrusted
        for word in self.words:
            if (plain := _meaning(word, server, user)) is not None:
                return plain
        why = self._why(address)
        if refused:
            return LoginRefused("ssh-openssh-lets-nobody-in", server=server, user=user, why=why)
        code = "server-offers-no-sftp" if self.logged_in else "ssh-connection-failed"
        return StorageUnreachable(code, server=server, why=why)

    def _why(self, address: str) -> Value:
        """Return the last words, without the address that the configuration keeps to itself."""
        if not self.words:
            return NO_REASON
        return shown(ADDRESSED.sub("", self.words[-1]).replace(address, "…").rstrip("."))


def _meaning(word: str, server: str, user: str) -> StorageError | None:
    """Return the error that one line means by itself."""
    lacked = lacked_by_words(word)
    if lacked is not None:
        return lacking(lacked, server)
    if TOO_MANY in word:
        return LoginRefused("ssh-openssh-too-many-keys", server=server, user=user)
    if NO_SFTP in word:
        return StorageUnreachable("server-offers-no-sftp", server=server, why=shown(word))
    if IN_TIME.search(word):
        return StorageUnreachable("server-speaks-no-ssh-in-time", server=server)
    found = next(filter(None, (pattern.search(word) for pattern in AWAY)), None)
    if found is None:
        return None
    return StorageUnreachable("server-cant-be-reached", server=server, why=shown(found[1]))


class Listener:
    """Reads a standard error to its end in a thread of its own, so that it never blocks."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.told = Told()
        self._key_came = threading.Event()
        self._stream = stream
        self._thread = threading.Thread(target=self._listen, name="ssh-words", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> Told:
        """Return what was told once the stream ended, or after that time."""
        self._thread.join(seconds)
        return self.told

    def shown_key(self, seconds: float) -> str | None:
        """Return the fingerprint of the server's key once it was told, or after that time."""
        self._key_came.wait(seconds)
        return self.told.shown_key

    def _listen(self) -> None:
        with self._stream as stream:
            while line := stream.readline(LONGEST_LINE * 4):
                self.told.learn(line.decode("utf-8", "replace").strip())
                if self.told.shown_key is not None:
                    self._key_came.set()
        self._key_came.set()
