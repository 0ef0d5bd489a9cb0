"""What lies at the root of a storage beside the objects: static, and without secrets."""

import json

from picup_desktop.vault.errors import Damaged

FORMAT_VERSION = 1
README_NAME = "README.txt"
VAULT_NAME = "vault.json"

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


def vault_json(vault_id: str) -> bytes:
    """The content of ``vault.json``."""
    plain = {"format": "picup-vault", "version": FORMAT_VERSION, "vault": vault_id}
    return (json.dumps(plain, indent=2) + "\n").encode()


def is_newer(data: bytes) -> bool:
    """Whether this is a ``vault.json`` of a format that this program does not know yet."""
    try:
        return int(json.loads(data)["version"]) > FORMAT_VERSION
    except (ValueError, KeyError, TypeError):
        return False


def read_vault_json(data: bytes) -> str:
    """The id of the vault that rests there; Damaged if this is no vault we know."""
    try:
        plain = json.loads(data)
        if plain["format"] != "picup-vault" or not isinstance(plain["vault"], str):
            raise Damaged("vault.json on the storage is not a PicUp vault's.")
        version = int(plain["version"])
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged("vault.json on the storage can't be read.") from error
    if version > FORMAT_VERSION:
        raise Damaged(
            f"The vault on the storage has format version {version}; this program knows versions"
            f" up to {FORMAT_VERSION}. Install the newest PicUp Desktop."
        )
    return str(plain["vault"])
