"""Why SFTP does not begin on a server that let somebody in, in words that help."""

import re
import time

import paramiko

from picup_desktop.names import shown
from picup_desktop.storage.errors import LoginRefused, StorageError, StorageUnreachable
from picup_desktop.storage.sftp.login.interactive import ACCOUNT_EXPIRED
from picup_desktop.storage.sftp.login.userauth import LoginTransport
from picup_desktop.storage.sftp.packets import WireNoise, WireNonsense, reason_for
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.trust.known_hosts import host_entry

MOST_SAID_BYTES = 1024
LEAST_LETTERS = 3
"""In a line with fewer, nothing is said to a person."""
ENDING_SECONDS = 1.0
"""How long an ended connection may take to be noticed by paramiko's thread."""
EXPIRED = re.compile(r"password.{0,40}expired|password change required", re.IGNORECASE | re.DOTALL)
"""What sshd says instead of SFTP where a password must be changed first."""


def no_sftp(
    place: SftpPlace,
    transport: LoginTransport,
    channel: paramiko.Channel | None,
    error: Exception,
    *,
    started: bool,
) -> StorageError:
    """Return the error after a login whose SFTP did not begin; ``started``: the server agreed to.

    LoginRefused for an expired password, StorageUnreachable for everything else.
    """
    entry, user = host_entry(place.host, place.port), shown(place.user)
    said = _said(channel)
    if EXPIRED.search(said):
        return LoginRefused("login-password-expired", server=entry, user=user, host=place.host)
    if ACCOUNT_EXPIRED.search(said):
        return LoginRefused("login-account-expired", server=entry, user=user)
    noise = first_line(error.begins) if isinstance(error, WireNoise) else ""
    if noise:
        return StorageUnreachable("server-sends-noise", server=entry, user=user, line=noise)
    line = first_line(said.encode())
    if line:
        return StorageUnreachable("server-ends-sftp-saying", server=entry, user=user, line=line)
    if _has_ended(transport) or (started and not isinstance(error, WireNonsense)):
        return StorageUnreachable("server-hangs-up-after-login", server=entry, user=user)
    return StorageUnreachable("server-offers-no-sftp", server=entry, why=reason_for(error))


def first_line(data: bytes) -> str:
    """Return the first line of some bytes that says something, for a sentence; or nothing."""
    for line in data.decode("utf-8", "replace").splitlines():
        text = line.strip()
        if sum(map(str.isalnum, text)) >= LEAST_LETTERS and "\0" not in text:
            return shown(text)
    return ""


def _said(channel: paramiko.Channel | None) -> str:
    """Return what came beside SFTP."""
    if channel is None or not channel.recv_stderr_ready():
        return ""
    return channel.recv_stderr(MOST_SAID_BYTES).decode("utf-8", "replace")


def _has_ended(transport: LoginTransport) -> bool:
    """Return whether the server ended the whole connection, and not SFTP alone."""
    until = time.monotonic() + ENDING_SECONDS
    while transport.is_active() and time.monotonic() < until:
        time.sleep(ENDING_SECONDS / 20)
    return not transport.is_active()
