"""Open the secrets of a home while the command that needs them is being loaded.

A passphrase costs about 0.4 s of one processor, and loading a command about as much of
another one.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from picup_desktop.cli.asking import given_passphrase
from picup_desktop.engine.ipc.address import socket_path
from picup_desktop.home import Home
from picup_desktop.own_memory import keep_to_itself
from picup_desktop.vault.opening import OpenedAhead
from picup_desktop.vault.sealed_file_store import SealedFileStore


@contextmanager
def opened_ahead(home: Home) -> Iterator[OpenedAhead | None]:
    """Begin to open the secrets; None where a passphrase must be asked for, or isn't needed.

    An engine that seems to run is asked to do the work instead. UsageError, NoPermission for
    a passphrase that can't be read from where it is said to be.
    """
    if not home.sealed_secrets.exists() or socket_path(home).exists():
        yield None
        return
    passphrase = given_passphrase()
    if not passphrase:
        yield None
        return
    keep_to_itself()
    with OpenedAhead(SealedFileStore(home.sealed_secrets, passphrase)) as store:
        yield store
