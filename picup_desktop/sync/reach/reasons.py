"""What one storage says, as part of a message."""

from picup_desktop.messages.message import Message
from picup_desktop.words import Role


def of_storage(role: Role, reason: Message) -> Message:
    """Return a reason with the name of the storage that gave it."""
    if role is Role.MAIN:
        return Message("main-says", reason=reason)
    return Message("backup-says", reason=reason)
