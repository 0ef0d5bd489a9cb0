"""Errors of secrets and sealed files."""

from enum import Enum

from picup_desktop.errors import Kind, NoPermission, PicupError


class VaultError(PicupError):
    """The root of errors about sealed data and secrets."""

    title = "The vault"
    kind = Kind.PERMANENT


class Part(Enum):
    """Which part of an age file failed; the classes are those of the public test kit."""

    HEADER = "header failure"
    HMAC = "HMAC failure"
    PAYLOAD = "payload failure"


class Damaged(VaultError):
    """Bytes fail authentication or break their format."""

    title = "Damaged"

    def __init__(self, sentence: str, part: Part = Part.PAYLOAD) -> None:
        super().__init__(sentence)
        self.part = part


class NotForThisKey(NoPermission):
    """No available key or passphrase opens this."""

    title = "Not for this key"
