"""Get passphrases and passwords from the environment or at a prompt.

An end of input at a question means that nobody can be asked, even on a terminal: the
question ends and is not repeated.
"""

import os
import stat
import sys
from contextlib import closing
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from picup_desktop.errors import NoPermission, PicupError, UsageError
from picup_desktop.files.ssh_key import KEY_FILE_REASONS, needs_passphrase
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message
from picup_desktop.messages.system import reason_of
from picup_desktop.names import plain, plain_lines, shown
from picup_desktop.storage.errors import LoginRefused
from picup_desktop.words import Role

if TYPE_CHECKING:
    from picup_desktop.storage.place import Place

PASSPHRASE_VARIABLE = "PICUP_PASSPHRASE"  # noqa: S105 - a name, not a secret
NEW_PASSPHRASE_VARIABLE = "PICUP_NEW_PASSPHRASE"  # noqa: S105 - as above
FILE = "_FILE"
"""Ends the name of a variable that names a file in which the secret stands."""
MOST_SECRET_BYTES = 4096
KEY_PASSPHRASE_VARIABLE = "PICUP_SSH_KEY_PASSPHRASE"  # noqa: S105 - as above
PASSWORD_VARIABLES = {Role.MAIN: "PICUP_MAIN_PASSWORD", Role.BACKUP: "PICUP_BACKUP_PASSWORD"}
SECRET_VARIABLES = {Role.MAIN: "PICUP_MAIN_SECRET", Role.BACKUP: "PICUP_BACKUP_SECRET"}
"""A bucket's key has a secret, every other login a password."""


def can_ask() -> bool:
    """Return whether standard input is a terminal."""
    if sys.stdin is None or not sys.stdin.isatty():
        return False
    return _is_console(sys.stdin.fileno())


def given_passphrase() -> str | None:
    """Return the passphrase of the vault's secrets as ``given_secret``; None if it is not set."""
    return given_secret(PASSPHRASE_VARIABLE)


def given_secret(variable: str) -> str | None:
    """Return a secret from the environment, or from the file that it names; None if neither.

    UsageError where both are set, NoPermission for a file that holds no secret.
    """
    given, file = os.environ.get(variable), os.environ.get(variable + FILE)
    if not file:
        return given
    if given is not None:
        raise UsageError("secret-given-twice", variable=variable, file_variable=variable + FILE)
    return read_secret_file(Path(file), variable + FILE)


def read_secret_file(path: Path, variable: str) -> str:
    """Return the one line of a file, which may be a pipe; NoPermission if there is none.

    A file that everybody may read is used, as containers hand secrets over in such ones, and
    the person is told.
    """
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            read = file.read(MOST_SECRET_BYTES + 1)
    except (OSError, ValueError) as error:
        why = reason_of(error) if isinstance(error, OSError) else str(error)
        raise NoPermission(
            "secret-file-cant-be-read", variable=variable, path=str(path), why=why
        ) from error
    line = read.removeprefix(b"\xef\xbb\xbf").removesuffix(b"\n").removesuffix(b"\r")
    if not line:
        raise NoPermission("secret-file-is-empty", variable=variable, path=str(path))
    if len(read) > MOST_SECRET_BYTES or any(byte in line for byte in b"\0\r\n"):
        raise NoPermission("secret-file-holds-no-line", variable=variable, path=str(path))
    if stat.S_ISREG(mode) and mode & stat.S_IROTH and sys.platform != "win32":
        _tell(Message("secret-file-is-open-to-all", variable=variable, path=str(path)))
    try:
        return line.decode()
    except UnicodeDecodeError:
        # Without its cause, which would put the secret into a traceback.
        raise NoPermission("secret-file-holds-no-line", variable=variable, path=str(path)) from None


def _tell(message: Message) -> None:
    sys.stderr.write(f"{plain(in_english(message))}\n")


def passphrase() -> str | None:
    """Return the vault's passphrase; None if it is not set and nobody can be asked."""
    given = given_passphrase()
    return ask_secret("Passphrase of the vault: ") if given is None else given


def another_passphrase() -> str | None:
    """Return the passphrase to change to, not yet judged; None if nobody can be asked."""
    given = given_secret(NEW_PASSPHRASE_VARIABLE)
    return new_passphrase() if given is None else given


def new_passphrase() -> str | None:
    """Ask twice for a passphrase that is hard to guess; None if nobody can be asked."""
    from picup_desktop.vault.passphrase import check_new_passphrase  # noqa: PLC0415 - as below

    while True:
        first = ask_secret("Choose a passphrase for this computer's secrets: ")
        if first is None:
            return None
        try:
            check_new_passphrase(first)
        except UsageError as error:
            sys.stderr.write(f"{error.sentence}\n")
            continue
        again = ask_secret("Once more: ")
        if again is None:
            return None
        if again == first:
            return first
        sys.stderr.write("They are not the same. Again, please.\n")


def sealing_passphrase() -> str | None:
    """Return the passphrase that will seal the secrets; None if the keyring keeps them.

    UsageError for an empty one or one that is easy to guess, NoPermission where nobody can be
    asked for one.
    """
    # Libraries that no other command of this kind needs.
    from picup_desktop.vault.keyring_store import usable_keyring  # noqa: PLC0415
    from picup_desktop.vault.passphrase import check_new_passphrase  # noqa: PLC0415

    given = given_passphrase()
    if given == "":
        raise UsageError("passphrase-variable-is-empty")
    if given is not None:
        check_new_passphrase(given)
        return given
    if usable_keyring():
        return None
    chosen = new_passphrase()
    if chosen is None:
        raise NoPermission("computer-has-no-keyring-for")
    return chosen


def password(role: Role, place: "Place | None" = None) -> str | None:
    """Return a storage's password or secret as ``given_secret``; None if neither is set.

    The secret of a bucket is for a bucket alone, which never sees it; a server that is sent a
    password does. Without ``place`` its kind is not known yet.
    """
    # Storages, which most commands never need.
    from picup_desktop.storage.bucket.place import BucketPlace  # noqa: PLC0415

    variables = [PASSWORD_VARIABLES[role]]
    if place is None or place.kind == BucketPlace.kind:
        variables.insert(0, SECRET_VARIABLES[role])
    given = (given_secret(variable) for variable in variables)
    return next((one for one in given if one is not None), None)


def key_passphrase(key_file: Path | None) -> str | None:
    """Return the passphrase of an SSH key file: from the environment, or asked for by its name.

    None if it has none, if the agent holds the key, or if nobody can be asked.
    """
    given = given_secret(KEY_PASSPHRASE_VARIABLE)
    if given is not None or key_file is None or not needs_passphrase(key_file):
        return given
    # SSH, which most commands never need.
    from picup_desktop.storage.sftp.login.keys import KeyAgent, load_key  # noqa: PLC0415

    with closing(KeyAgent()) as agent:
        if agent.holder_of(key_file) is not None:
            return None
    question = f"Passphrase of the SSH key {shown(str(key_file))} (empty to give up): "
    while typed := ask_secret(question):
        try:
            load_key(key_file, typed)
        except LoginRefused as error:
            sys.stderr.write(f"{error.sentence}\n")
        else:
            return typed
    return None


def password_after(role: Role, refusal: PicupError) -> str | None:
    """Ask for a storage's password after a refused login, with the reason; None to give up."""
    if not can_ask() or refusal.message.code in KEY_FILE_REASONS:
        return None
    sys.stderr.write(f"{refusal.sentence}\n")
    return ask_secret(f"Password or secret of {role.value} (empty to give up): ")


def ask_secret(prompt: str) -> str | None:
    """Ask for a secret at a prompt; None if nobody can be asked, or the input ends."""
    if not can_ask():
        return None
    try:
        return getpass(plain_lines(prompt))
    except EOFError:
        sys.stderr.write("\n")
        return None


def ask(prompt: str) -> str | None:
    """Ask for one line at a prompt; None if nobody can be asked, or the input ends."""
    if not can_ask():
        return None
    sys.stderr.write(plain_lines(prompt))
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stderr.write("\n")
        return None
    return line.strip()


def _is_console(descriptor: int) -> bool:
    """Return whether it is a console: on Windows the null device is a terminal without a mode."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - of use on Windows only
        import msvcrt  # noqa: PLC0415 - not elsewhere

        mode = ctypes.c_ulong()
        handle = ctypes.c_void_p(msvcrt.get_osfhandle(descriptor))
        return bool(ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(mode)))
    return True
