"""A connection to an SFTP server, whoever speaks SSH to it."""

from typing import Protocol

from picup_desktop.messages.message import Message
from picup_desktop.storage.errors import StorageUnreachable
from picup_desktop.storage.place import Access
from picup_desktop.storage.sftp.link import SftpLink
from picup_desktop.storage.sftp.place import SftpPlace
from picup_desktop.storage.sftp.ssh.settings import is_unread
from picup_desktop.storage.sftp.ssh.target import target_of
from picup_desktop.storage.sftp.wire import SftpWire
from picup_desktop.words import SshSpeaker


class Link(Protocol):
    """An open connection with an SFTP session; close it after its first failure."""

    @property
    def wire(self) -> SftpWire:
        """The SFTP session."""

    @property
    def host_key(self) -> str | None:
        """The server's key as ``type base64``; None if only its certificate was shown."""

    @property
    def is_open(self) -> bool:
        """Whether the server has not closed it, as far as is known here; asks nobody."""

    def answers_within(self, seconds: float) -> bool:
        """Return whether the server answers a request for which it needs no disk."""

    def close(self) -> None:
        """Close the connection; nothing of it goes on."""


def connected(place: SftpPlace, access: Access) -> Link:
    """Connect to a place as the SSH configuration and the choice want it. Any StorageError."""
    target = target_of(place, access)
    if target.speaker is SshSpeaker.OPENSSH:
        from picup_desktop.storage.sftp.ssh.link import OpensshLink  # noqa: PLC0415 - few choose it

        return OpensshLink(place, access, target)
    try:
        return SftpLink(place, access, target)
    except StorageUnreachable as error:
        if target.settings is not None or not is_unread():
            raise
        # The host may be a name that only the configuration knows.
        unread = Message("ssh-configuration-not-read", reason=error.message)
        raise type(error).of(unread) from error
