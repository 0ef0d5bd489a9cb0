"""The operating system's reason for a failure, as part of a message."""

import errno
import os

from picup_desktop.messages.message import Message, Value

CODES = {
    errno.ENOENT: Message("no-such-file-or-directory"),
    errno.EACCES: Message("permission-denied"),
    errno.ENOSPC: Message("no-space-left-on-device"),
    errno.EROFS: Message("read-only-file-system"),
    errno.ECONNREFUSED: Message("connection-refused"),
    errno.EIO: Message("input-output-error"),
    errno.EISDIR: Message("is-a-directory"),
    errno.ENOTDIR: Message("not-a-directory"),
    errno.ETIMEDOUT: Message("connection-timed-out"),
    errno.EHOSTDOWN: Message("host-is-down"),
    errno.ENETUNREACH: Message("network-is-unreachable"),
    errno.EHOSTUNREACH: Message("no-route-to-host"),
    errno.ECONNRESET: Message("connection-reset-by-peer"),
    errno.EDQUOT: Message("disk-quota-exceeded"),
    errno.ENAMETOOLONG: Message("file-name-too-long"),
    errno.EPERM: Message("operation-not-permitted"),
    errno.ESTALE: Message("stale-file-handle"),
    errno.ENOTCONN: Message("transport-endpoint-is-not-connected"),
}
"""Reasons that the catalogues translate; others are shown in the system's words."""


def is_disk_full(error: OSError) -> bool:
    """Return whether a disk, or what a user may have of it, has no room."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT}


def message_of(error: OSError) -> Message:
    """As ``reason_of``, where the reason stands for itself."""
    reason = reason_of(error)
    return reason if isinstance(reason, Message) else Message(str(reason))


def reason_of(error: OSError) -> Value:
    """Return why a call of the system failed."""
    if isinstance(error, TimeoutError) and str(error) == "timed out":
        return Message("timed-out")
    told = getattr(error, "reason", None)
    if isinstance(told, Message):
        return told
    number = error.errno
    if number in CODES and error.strerror == os.strerror(number):
        return CODES[number]
    return error.strerror or str(error)
