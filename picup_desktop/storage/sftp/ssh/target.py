"""Where a connection goes, as whom, with which keys, and who speaks SSH to it.

Asked at each connection, so that a change of the SSH configuration counts at the next one.
"""

import base64
import binascii
from dataclasses import dataclass
from pathlib import Path

from picup_desktop.messages.message import Message
from picup_desktop.storage.errors import StorageUnreachable
from picup_desktop.storage.place import Access
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.ssh.known import KnownKeys, known_in
from picup_desktop.storage.sftp.ssh.settings import (
    OF_THE_LOGIN,
    USUAL_NAMES,
    WAYS,
    Identities,
    SshSettings,
    is_unread,
)
from picup_desktop.storage.trust.known_hosts import host_entry
from picup_desktop.words import SshSpeaker

SECURITY_KEY_NAMES = ("id_ed25519_sk", "id_ecdsa_sk")
SYSTEM_KNOWN_HOSTS = (Path("/etc/ssh/ssh_known_hosts"), Path("/etc/ssh/ssh_known_hosts2"))
SECURITY_KEY_MARKS = (b"sk-ssh-", b"sk-ecdsa-")
MOST_KEY_BYTES = 64 * 1024
OPENSSH_HEAD = b"-----BEGIN OPENSSH PRIVATE KEY-----"


@dataclass(frozen=True)
class Target:
    """One connection that is about to be made."""

    host: str
    port: int
    user: str
    speaker: SshSpeaker
    why: Message
    """Who speaks, and why, as a sentence."""
    known: KnownKeys
    """What the user's own known hosts say of the server."""
    settings: SshSettings | None = None

    @property
    def identities(self) -> Identities:
        """The keys to try where none is given."""
        return Identities() if self.settings is None else self.settings.identities


def target_of(place: SftpPlace, access: Access) -> Target:
    """Return where a connection to a place goes now.

    StorageUnreachable if the SSH configuration can't be read, or asks for a way to the server
    that the one who was chosen to speak can't go.
    """
    settings = place.settings()
    host = place.host if settings is None else settings.host
    port = place.port if settings is None else settings.port
    known = known_in(*_known_hosts(host, port, settings))
    own, entry = (access.known_hosts,), host_entry(place.host, place.port)
    if host_entry(host, port) != entry:
        # What was trusted by the address of an alias, as a recovery kit has it.
        known = known.with_keys(known_in(own, host_entry(host, port)).keys)
    is_pinned = bool(known_in(own, entry).keys)
    speaker, why = speaker_for(
        access.ssh,
        () if settings is None else that_count(settings.asks_for, access),
        security_key=_has_security_key(access, settings),
        by_authority_only=bool(known.authorities) and not (known.keys or is_pinned),
    )
    ways = [] if settings is None else [way for way in settings.asks_for if way in WAYS]
    if ways and speaker is SshSpeaker.BUILTIN:
        raise StorageUnreachable(
            "ssh-builtin-has-no-way",
            server=entry,
            option=ways[0],
        )
    if access.ssh is None and settings is None and is_unread():
        why = Message("ssh-builtin-unread")
    user = place.user if settings is None else settings.user
    return Target(host, port, user, speaker, why, known, settings)


def that_count(asks_for: tuple[str, ...], access: Access) -> tuple[str, ...]:
    """Return the options that need ``ssh`` for this login.

    A password is used by the built-in SSH alone, so it speaks if it finds the server at all. A
    key file that was given is the login, whatever else the configuration has.
    """
    if access.password is not None:
        return tuple(option for option in asks_for if option in WAYS)
    if access.key_file is not None:
        return tuple(option for option in asks_for if option not in OF_THE_LOGIN)
    return asks_for


def speaker_for(
    chosen: SshSpeaker | None,
    asks_for: tuple[str, ...],
    *,
    security_key: bool,
    by_authority_only: bool,
) -> tuple[SshSpeaker, Message]:
    """Return who speaks SSH, and why: the choice counts, then what only ``ssh`` can do."""
    if chosen is SshSpeaker.BUILTIN:
        return chosen, Message("ssh-builtin-chosen")
    if chosen is SshSpeaker.OPENSSH:
        return chosen, Message("ssh-openssh-chosen")
    if asks_for:
        return SshSpeaker.OPENSSH, Message("ssh-openssh-configured", option=asks_for[0])
    if security_key:
        return SshSpeaker.OPENSSH, Message("ssh-openssh-security-key")
    if by_authority_only:
        return SshSpeaker.OPENSSH, Message("ssh-openssh-authority")
    return SshSpeaker.BUILTIN, Message("ssh-builtin-usual")


def _known_hosts(
    host: str, port: int, settings: SshSettings | None
) -> tuple[tuple[Path, ...], str]:
    """Return the files of the user, and the server's name in them."""
    if settings is None:
        own = Path.home() / ".ssh"
        return (own / "known_hosts", own / "known_hosts2", *SYSTEM_KNOWN_HOSTS), host_entry(
            host, port
        )
    return settings.known_hosts, settings.host_key_alias or host_entry(host, port)


def _has_security_key(access: Access, settings: SshSettings | None) -> bool:
    """Return whether a key to log in with is in a piece of hardware (FIDO)."""
    if access.key_file is not None:
        return is_security_key(access.key_file)
    if access.password is not None:
        return False
    if settings is not None and settings.identities.files:
        return any(is_security_key(file) for file in settings.identities.files)
    own = Path.home() / ".ssh"
    return any((own / name).is_file() for name in SECURITY_KEY_NAMES) and not any(
        (own / name).is_file() for name in USUAL_NAMES
    )


def is_security_key(file: Path) -> bool:
    """Return whether a key file, private or public, stands for a key in hardware."""
    try:
        if not file.is_file():
            return False
        with file.open("rb") as opened:
            content = opened.read(MOST_KEY_BYTES)
    except OSError:
        # Who logs in with it says what is wrong with it.
        return False
    if content.startswith(SECURITY_KEY_MARKS):
        return True
    if not content.startswith(OPENSSH_HEAD):
        return False
    try:
        body = base64.b64decode(b"".join(content.splitlines()[1:-1]))
    except binascii.Error:
        return False
    # The public half is not encrypted.
    return any(mark in body for mark in SECURITY_KEY_MARKS)
