"""One SSH connection with an SFTP session, tuned for a NAS.

paramiko does SSH; it starts one thread of its own per connection, which ends with
``close``. Every wait has a limit: the TCP connect, the handshake, the login, the start
of SFTP and each answer. Failures are raised as ``StorageError``. During a step of
paramiko's that may wait for ever, a timer thread stands by to cut the connection.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import paramiko

from picup_desktop.messages.message import Message
from picup_desktop.messages.system import reason_of
from picup_desktop.storage.errors import StorageError, StorageStalled, StorageUnreachable
from picup_desktop.storage.logins import Logins
from picup_desktop.storage.place import Access
from picup_desktop.storage.sftp.algorithms import (
    REFUSED_SIGNATURES,
    check_agreed,
    lacked_by,
    lacking,
    restrict,
)
from picup_desktop.storage.sftp.host_keys import HostKeys, key_text
from picup_desktop.storage.sftp.idle import answers_within
from picup_desktop.storage.sftp.login.greeting import no_sftp
from picup_desktop.storage.sftp.login.log_in import log_in
from picup_desktop.storage.sftp.login.userauth import LoginTransport
from picup_desktop.storage.sftp.packets import WireBroken, reason_for
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.ssh.target import Target
from picup_desktop.storage.sftp.wire import SftpWire
from picup_desktop.storage.trust.known_hosts import host_entry

# A small NAS needs seconds to compute a handshake, in contrast to a TCP connect.
HANDSHAKE_SECONDS = 20.0
WINDOW_BYTES = 16 * 1024 * 1024
# The size of OpenSSH's largest packet: fewer and larger ones cost our side least.
PACKET_BYTES = 240 * 1024
SOCKET_BYTES = 256 * 1024


class _ReadingAhead(socket.socket):
    """A socket that reads ahead, because paramiko receives twice for every packet.

    Receiving everything available at once saves most of the system calls.
    """

    def __init__(self, link: socket.socket) -> None:
        super().__init__(fileno=link.detach())
        self._came = b""
        self._at = 0

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        if self._at == len(self._came):
            self._came, self._at = super().recv(SOCKET_BYTES, flags), 0
        data = self._came[self._at : self._at + size]
        self._at += len(data)
        return data


class SftpLink:
    """An open connection; close it after its first failure."""

    def __init__(self, place: SftpPlace, access: Access, target: Target) -> None:
        """Connect, check the host key, log in and start SFTP."""
        # As people know the server; the user is whoever logs in.
        place = replace(place, user=target.user)
        self._target = target
        self._place = place
        self._access = access
        self._entry = host_entry(place.host, place.port)
        self._logins = access.logins or Logins()
        self._logins.check()
        self._transport = self._connected()
        try:
            self._shake_hands()
            self.host_key = key_text(self._transport.get_remote_server_key())
            self._log_in()
            # Not before: while somebody logs in, servers in Go end the connection at anything else.
            self._transport.set_keepalive(int(access.keepalive_seconds))
            self._channel, self.wire = self._start_sftp()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection; its thread ends."""
        self._transport.close()

    @property
    def is_open(self) -> bool:
        """Whether the server has not closed it, as far as is known here; asks nobody."""
        ended = self._channel.closed or self._channel.eof_received
        return self._transport.is_active() and not ended

    def answers_within(self, seconds: float) -> bool:
        """Return whether the server answers a request for which it needs no disk."""
        return answers_within(self.wire, self._channel, seconds, self._access.stall_seconds)

    def _connected(self) -> LoginTransport:
        try:
            link = socket.create_connection(
                (self._target.host, self._target.port), timeout=self._access.connect_seconds
            )
        except TimeoutError as error:
            raise StorageUnreachable(
                "did-not-answer-within-seconds",
                server=self._entry,
                seconds=self._access.connect_seconds,
            ) from error
        except OSError as error:
            raise StorageUnreachable(
                "server-cant-be-reached", server=self._entry, why=reason_of(error)
            ) from error
        # Nagle's algorithm and delayed acknowledgements together cost 40 ms per small file.
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            return LoginTransport(
                _ReadingAhead(link), disabled_algorithms={"pubkeys": REFUSED_SIGNATURES}
            )
        except paramiko.SSHException as error:
            link.close()
            raise self._unreachable(error) from error

    def _shake_hands(self) -> None:
        transport = self._transport
        transport.banner_timeout = HANDSHAKE_SECONDS
        restrict(transport)
        keys = HostKeys(
            self._access.known_hosts,
            trust_new=self._access.trust_new_host_key,
            trust_fingerprint=self._access.trust_fingerprint,
            elsewhere=self._target.known,
        )
        place = self._place
        options = transport.get_security_options()
        options.key_types = keys.preferred_types(place.host, place.port, tuple(options.key_types))
        done = threading.Event()
        try:
            transport.start_client(event=done)
            if not done.wait(HANDSHAKE_SECONDS):
                raise StorageUnreachable("server-speaks-no-ssh-in-time", server=self._entry)
            error = transport.get_exception()
            if error is not None:
                raise error
            if not transport.is_active():
                raise StorageUnreachable("server-hung-up", server=self._entry)
        except (paramiko.SSHException, EOFError, OSError) as error:
            raise self._unreachable(error) from error
        check_agreed(transport, self._entry)
        keys.check(place.host, place.port, transport.get_remote_server_key())

    def _log_in(self) -> None:
        try:
            with self._logins.turn():
                log_in(self._transport, self._place, self._access, self._target.identities)
        except (paramiko.SSHException, EOFError, OSError) as error:
            raise self._unreachable(error) from error

    def _start_sftp(self) -> tuple[paramiko.Channel, SftpWire]:
        patience = self._access.stall_seconds
        channel: paramiko.Channel | None = None
        started = False
        try:
            with self._answered_within(HANDSHAKE_SECONDS, Message("step-channel")):
                channel = self._transport.open_session(
                    window_size=WINDOW_BYTES,
                    max_packet_size=PACKET_BYTES,
                    timeout=2 * HANDSHAKE_SECONDS,
                )
            channel.settimeout(patience)
            with self._answered_within(patience, Message("step-sftp")):
                channel.invoke_subsystem("sftp")
            started = True
            with self._answered_within(patience, Message("step-sftp-greeting")):
                return channel, SftpWire(channel)
        except TimeoutError as error:
            raise StorageStalled("server-stopped-answering", server=self._entry) from error
        except (paramiko.SSHException, EOFError, OSError, WireBroken) as error:
            raise no_sftp(self._place, self._transport, channel, error, started=started) from error

    @contextlib.contextmanager
    def _answered_within(self, seconds: float, what: Message) -> Iterator[None]:
        """Cut the connection if a step is not answered in time, and raise StorageStalled."""
        late = threading.Event()

        def cut() -> None:
            late.set()
            self._transport.close()

        timer = threading.Timer(seconds, cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        except (paramiko.SSHException, EOFError, OSError, WireBroken) as error:
            if not late.is_set():
                raise
            raise StorageStalled(
                "server-answers-too-slowly", server=self._entry, what=what, seconds=seconds
            ) from error
        finally:
            timer.cancel()

    def _unreachable(self, error: Exception) -> StorageError:
        lacked = lacked_by(error)
        if lacked is not None:
            return lacking(lacked, self._entry)
        why = reason_for(error)
        return StorageUnreachable("ssh-connection-failed", server=self._entry, why=why)
