"""The static files at the root of a storage beside the objects; none has secrets."""

import json

from picup_desktop.strict_json import NotStrictJson, parse_object, text_of, whole_number
from picup_desktop.vault.errors import Damaged

FORMAT_VERSION = 2
"""Signed keys files; vaults of ``FIRST_VERSION`` are read as ever."""
FIRST_VERSION = 1
README_NAME = "README.txt"
VAULT_NAME = "vault.json"
MOST_STATIC_BYTES = 64 * 1024
"""Largest file at the root; each of ours has some hundred bytes."""
LONGEST_VAULT_ID = 128


class NewerVault(Damaged):
    """A later version of the program wrote the vault; nothing is damaged."""


README = """\
This folder belongs to PicUp Desktop. It holds photos, each one sealed, and a
sealed list of what they are. Please leave every file as it is.

  vault.json    which vault this is, and the version of its format
  keys/         the vault's keys, sealed to the recovery key
  objects/      the photos; each is a standard age file (age-encryption.org/v1)
  journal/      the sealed list of albums and photos
  tmp/          uploads under way

To get everything back on a new computer, install PicUp Desktop and run

  picup restore FOLDER --from URL-OF-THIS-FOLDER --recovery-kit KIT.txt

To get one photo back without PicUp Desktop, with stock tools and the kit:

  age -d -i KIT.txt objects/ab/abcd... | tar x
"""


def vault_json(vault_id: str, *, signed: bool = True) -> bytes:
    """Return the content of ``vault.json``; in a vault of format 1 the keys are not signed."""
    version = FORMAT_VERSION if signed else FIRST_VERSION
    plain = {"format": "picup-vault", "version": version, "vault": vault_id}
    return (json.dumps(plain, indent=2) + "\n").encode()


def is_newer(data: bytes) -> bool:
    """Return whether this is a ``vault.json`` of a later format."""
    try:
        plain = parse_object(data, most_bytes=MOST_STATIC_BYTES)
        return whole_number(plain.get("version"), least=1) > FORMAT_VERSION
    except NotStrictJson:
        return False


def is_vault_json_of(data: bytes, vault_id: str) -> bool:
    """Whether this is the vault's own file, or one of a format that this program does not know."""
    ours = {vault_json(vault_id, signed=signed) for signed in (False, True)}
    return data in ours or is_newer(data)


def is_of_another_vault(data: bytes, vault_id: str) -> bool:
    """Whether this is the sound file of another vault; anything else may be damage."""
    try:
        return read_vault_json(data) != vault_id
    except Damaged:
        return False


def read_vault_json(data: bytes) -> str:
    """Return the vault's id; Damaged if this is no ``vault.json``."""
    try:
        plain = parse_object(data, most_bytes=MOST_STATIC_BYTES)
        version = whole_number(plain.get("version"), least=1)
        vault_id = text_of(plain.get("vault"), most=LONGEST_VAULT_ID)
    except NotStrictJson as error:
        raise Damaged("vault-json-on-storage-cant") from error
    if plain.get("format") != "picup-vault":
        raise Damaged("vault-json-on-storage-not")
    if version > FORMAT_VERSION:
        raise NewerVault("vault-on-storage-has-format", version=version, newest=FORMAT_VERSION)
    return vault_id
