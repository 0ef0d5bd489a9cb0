"""What can be wrong with something secret."""

from enum import Enum

from picup_desktop.errors import Kind, NoPermission, PicupError


class VaultError(PicupError):
    """Something sealed, or about to be, is not as it should be."""

    title = "The vault"
    kind = Kind.PERMANENT


class Part(Enum):
    """Which part of an age file failed; the classes are those of the public test kit."""

    HEADER = "header failure"
    HMAC = "HMAC failure"
    PAYLOAD = "payload failure"


class Damaged(VaultError):
    """Bytes that fail authentication, or are not of the format they claim."""

    title = "Damaged"

    def __init__(self, sentence: str, part: Part = Part.PAYLOAD) -> None:
        super().__init__(sentence)
        self.part = part


class NotForThisKey(NoPermission):
    """No key or passphrase at hand opens this."""

    title = "Not for this key"
