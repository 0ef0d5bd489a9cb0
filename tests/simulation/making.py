"""How a world begins: a vault on two folders, which then become storages in memory."""

import os
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from picup_desktop.app import new_ledger
from picup_desktop.home import Home
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.messages.message import Message
from picup_desktop.storage.folder_place import FolderPlace
from picup_desktop.storage.place import Access
from picup_desktop.sync.albums.albums import add_album
from picup_desktop.sync.join.setup import (
    SetupRequest,
    SetupStorage,
    both_there,
    look_at_both,
    made_vault,
)
from picup_desktop.vault.secret_store import Secrets
from picup_desktop.words import Role
from tests.simulation.memory import MemoryStorage, SimulatedClock
from tests.simulation.world import SETTINGS, World

START = 1_800_000_000.0
MEMORY = Path("/dev/shm")
"""Where a world's files need not wait for a disk, if it is there."""


@dataclass
class KeptSecrets:
    """As a ``SecretStore``; nobody has to prove a passphrase."""

    secrets: Secrets | None = None

    def load(self) -> Secrets:
        assert self.secrets is not None, "the vault was made"
        return self.secrets

    def save(self, secrets: Secrets) -> None:
        self.secrets = secrets

    def renew(self, secrets: Secrets) -> None:
        """In memory nothing is sealed."""

    def describe(self) -> Message:
        return Message("in memory")


def make_world(folder: Path, seed: int, ledger: Ledger, home: Home) -> World:
    """A vault on two folders, which then become storages in memory."""
    clock, store = SimulatedClock(START), KeptSecrets()
    access = Access(known_hosts=home.known_hosts)
    roots = {role: folder / role.value for role in Role}
    for root in (*roots.values(), folder / "album", folder / "trash"):
        root.mkdir()
    to = {role: SetupStorage(FolderPlace(root), access) for role, root in roots.items()}
    probes = both_there(look_at_both(to))
    with made_vault(
        SetupRequest(to), probes, store=store, ledger=ledger, scratch=home.scratch, clock=clock
    ) as kit:
        pass
    ledger.vaults.choose("seen_whole_seconds", SETTINGS.seen_whole_seconds)
    add_album(ledger, folder / "album", None, clock)
    chance = random.Random(seed)
    storages = {
        role: MemoryStorage(clock, random.Random(f"{seed} {role}"), files=_files(root))
        for role, root in roots.items()
    }
    return World(folder, chance, ledger, store.load(), kit, home, clock, storages)


def new_home(folder: Path) -> Any:
    """A home and its empty ledger, as a context."""
    home = Home(folder / "home")
    home.make()
    return home, new_ledger(home)


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def fill(world: World, photos: int) -> None:
    """Photos that were there for a minute."""
    taken_at = world.clock.now() - 60
    for number in range(photos):
        photo = world.album / f"{number}.jpg"
        photo.write_bytes(b"\xff\xd8\xff\xe0" + number.to_bytes(4, "big"))
        os.utime(photo, (taken_at, taken_at))
