"""One SFTP session over a child ``ssh -s HOST sftp``.

The user's own ``ssh`` does what the built-in one lacks: jump hosts, security keys, agents of
one's own, certificates, Kerberos. Which host keys are trusted stays our decision: ``ssh`` gets
exactly those, and a key that nobody knows is looked at first, before anything else is sent.

``ssh`` ends with this process: on Linux the kernel kills it, elsewhere its input ends. Where
there is a terminal it gets a session of its own, so that it can't ask there.
"""

import base64
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import paramiko

from picup_desktop.files.ssh_key import kind_of
from picup_desktop.messages.message import Message
from picup_desktop.messages.system import reason_of
from picup_desktop.names import shown
from picup_desktop.storage.errors import (
    HostKeyUnknown,
    LoginRefused,
    StorageStalled,
    StorageUnreachable,
)
from picup_desktop.storage.logins import Logins
from picup_desktop.storage.place import Access
from picup_desktop.storage.sftp.algorithms import check_rsa
from picup_desktop.storage.sftp.host_keys import HostKeys, key_text
from picup_desktop.storage.sftp.idle import answers_within
from picup_desktop.storage.sftp.login.greeting import first_line
from picup_desktop.storage.sftp.login.keys import bytes_of, check_kind
from picup_desktop.storage.sftp.packets import WireBroken, WireNoise
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.ssh.options import (
    all_key_types,
    command_of,
    known_hosts_text,
    with_certificates,
)
from picup_desktop.storage.sftp.ssh.program import has_terminal, leash, ssh_environment, ssh_program
from picup_desktop.storage.sftp.ssh.stderr import Listener, NotTrusted, Told
from picup_desktop.storage.sftp.ssh.target import Target
from picup_desktop.storage.sftp.wire import SftpWire
from picup_desktop.storage.trust.known_hosts import fingerprint, host_entry

LOOK_SECONDS = 20.0
LOGIN_SECONDS = 45.0
"""How long the way, the login and the start of SFTP may take; a security key is touched in it."""
END_SECONDS = 2.0


class OpensshLink:
    """An open connection by ``ssh``; close it after its first failure."""

    def __init__(self, place: SftpPlace, access: Access, target: Target) -> None:
        """Connect, with the server's key checked, and start SFTP."""
        self._place = place
        self._access = access
        self._target = target
        self._entry = host_entry(place.host, place.port)
        self._program = _program_of(self._entry)
        if access.key_file is not None:
            # Of a file that is no key ``ssh`` says less.
            check_kind(access.key_file, kind_of(bytes_of(access.key_file)))
        self._keys = HostKeys(
            access.known_hosts,
            trust_new=access.trust_new_host_key,
            trust_fingerprint=access.trust_fingerprint,
            elsewhere=target.known,
        )
        self._child: _Child | None = None
        trusted = self._keys.trusted(place.host, place.port)
        by_authority = bool(target.known.authorities) and not trusted
        if access.trust_fingerprint is not None or not (trusted or by_authority):
            trusted = frozenset({self._looked_at()})
        logins = access.logins or Logins()
        try:
            with logins.turn():
                self.wire = self._opened(trusted)
        except NotTrusted as error:
            self.close()
            # Raises HostKeyChanged, unless the key was changed back meanwhile.
            self._looked_at()
            raise StorageUnreachable(
                "ssh-connection-failed", server=self._entry, why=Message("ssh-gives-no-reason")
            ) from error
        except BaseException:
            self.close()
            raise
        try:
            self.host_key = self._key_of_server(trusted)
        except BaseException:
            self.close()
            raise

    @property
    def is_open(self) -> bool:
        """Whether ``ssh`` still runs, as far as is known here; asks nobody."""
        return self._child is not None and self._child.runs

    def answers_within(self, seconds: float) -> bool:
        """Return whether the server answers a request for which it needs no disk."""
        if self._child is None:
            return False
        return answers_within(self.wire, self._child.channel, seconds, self._access.stall_seconds)

    def close(self) -> None:
        """Close the connection; its process ends."""
        if self._child is not None:
            self._child.end()
        self._child = None

    def _key_of_server(self, trusted: frozenset[str]) -> str | None:
        """Return the server's key, which is pinned if only the user's own known hosts had it."""
        if self._child is None or not trusted:
            return None
        shown = self._child.listener.shown_key(END_SECONDS)
        key = next((key for key in trusted if fingerprint(key) == shown), None)
        if key is not None:
            self._keys.check_text(self._place.host, self._place.port, key)
        return key

    def _key_types(self) -> tuple[str, ...]:
        place = self._place
        types = self._keys.preferred_types(place.host, place.port, all_key_types())
        return with_certificates(types) if self._target.known.authorities else types

    def _looked_at(self) -> str:
        """Return the key that the server shows, if it may be trusted. Any StorageError."""
        place = self._place
        with tempfile.TemporaryDirectory(prefix="picup-ssh-") as folder:
            file = Path(folder) / "known_hosts"
            types = self._keys.preferred_types(place.host, place.port, all_key_types())
            child = self._started(file, types, looks_only=True)
            # A server that asks for no login would wait for requests otherwise.
            child.channel.shutdown(socket.SHUT_WR)
            told = child.ended_within(LOOK_SECONDS)
            lines = file.read_text("utf-8").splitlines() if file.exists() else []
        if not lines:
            with contextlib.suppress(NotTrusted):
                raise told.error(self._entry, self._place.user, self._target.host)
            raise HostKeyUnknown("host-key-unknown", server=self._entry, key=told.shown_key or "?")
        kind, encoded = lines[0].split()[1:3]
        key = paramiko.PKey.from_type_string(kind, base64.b64decode(encoded))
        check_rsa(key, self._entry)
        self._keys.check(place.host, place.port, key)
        return key_text(key)

    def _opened(self, trusted: frozenset[str]) -> SftpWire:
        """Return the session. NotTrusted, any StorageError."""
        with tempfile.TemporaryDirectory(prefix="picup-ssh-") as folder:
            file = Path(folder) / "known_hosts"
            file.write_text(known_hosts_text(trusted, self._target.known), "utf-8")
            child = self._child = self._started(file, self._key_types())
            child.channel.settimeout(LOGIN_SECONDS)
            try:
                wire = SftpWire(child.channel)
            except TimeoutError as error:
                child.end()
                raise StorageStalled(
                    "server-answers-too-slowly",
                    server=self._entry,
                    what=Message("step-login"),
                    seconds=LOGIN_SECONDS,
                ) from error
            except (WireBroken, OSError) as error:
                told = child.ended_within(END_SECONDS)
                noise = first_line(error.begins) if isinstance(error, WireNoise) else ""
                if noise:
                    raise StorageUnreachable(
                        "server-sends-noise",
                        server=self._entry,
                        user=shown(self._target.user),
                        line=noise,
                    ) from error
                raise self._error(told) from error
        child.channel.settimeout(self._access.stall_seconds)
        return wire

    def _error(self, told: Told) -> Exception:
        error = told.error(self._entry, self._target.user, self._target.host)
        given = self._access.password is not None or self._access.key_passphrase is not None
        if not given or not isinstance(error, LoginRefused):
            return error
        note = Message("ssh-openssh-takes-no-password", reason=error.message)
        return type(error).of(note)

    def _started(
        self, known_hosts: Path, key_types: tuple[str, ...], *, looks_only: bool = False
    ) -> "_Child":
        try:
            command = command_of(
                self._program,
                self._place,
                self._access,
                known_hosts,
                key_types,
                looks_only=looks_only,
            )
            return _Child(command)
        except OSError as error:
            raise StorageUnreachable(
                "ssh-cant-be-started", server=self._entry, why=reason_of(error)
            ) from error


class _Child:
    """A running ``ssh``, with one end of the socket that is its standard input and output."""

    def __init__(self, command: list[str]) -> None:
        """OSError if it can't be started."""
        self.channel, theirs = socket.socketpair()
        self._leads = has_terminal()
        try:
            self._process = subprocess.Popen(
                [*leash(), *command],
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.PIPE,
                env=ssh_environment(),
                start_new_session=self._leads,
            )
        except BaseException:
            self.channel.close()
            raise
        finally:
            theirs.close()
        stream = self._process.stderr
        if stream is None:
            raise OSError("no standard error")
        self.listener = Listener(stream)

    @property
    def runs(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def ended_within(self, seconds: float) -> Told:
        """Wait for its end, and bring it about after that time; return what it said."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        self.end()
        return self.listener.wait(END_SECONDS)

    def end(self) -> None:
        """End it, at first so that it ends what it started itself."""
        self.channel.close()
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                if self._leads:
                    os.killpg(self._process.pid, signal.SIGKILL)
                self._process.kill()
                self._process.wait()


def _program_of(server: str) -> str:
    if sys.platform == "win32":
        # There a process can't be given a socket as its standard input.
        raise StorageUnreachable("ssh-openssh-not-on-windows", server=server)
    program = ssh_program()
    if program is None:
        raise StorageUnreachable("ssh-openssh-missing", server=server)
    return program
