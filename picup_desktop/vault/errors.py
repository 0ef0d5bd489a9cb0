"""Errors of secrets and sealed files."""

from enum import Enum

from picup_desktop.errors import Kind, NoPermission, PicupError
from picup_desktop.messages.message import Value


class VaultError(PicupError):
    """The root of errors about sealed data and secrets."""

    title = "title-vault"
    kind = Kind.PERMANENT


class Part(Enum):
    """Which part of an age file failed; the classes are those of the public test kit."""

    HEADER = "header failure"
    HMAC = "HMAC failure"
    PAYLOAD = "payload failure"


class Damaged(VaultError):
    """Bytes fail authentication or break their format."""

    title = "title-damaged"

    def __init__(self, code: str, /, part: Part = Part.PAYLOAD, **values: Value) -> None:
        super().__init__(code, **values)
        self.part = part


class NotForThisKey(NoPermission):
    """No available key or passphrase opens this."""

    title = "title-not-for-key"
