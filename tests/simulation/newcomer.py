"""A new computer, which has the kit and one of the storages, at the end of a life."""

import random
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.sync.join.from_storage import scratch_folders
from picup_desktop.sync.join.kit import open_keys
from picup_desktop.sync.join.vault import VaultOpening, new_secrets
from picup_desktop.words import Role
from tests.simulation.memory import MemoryStorage
from tests.simulation.world import World


@contextmanager
def opened_anew(world: World, role: Role) -> Iterator[Ledger]:
    """The ledger of a new computer that knows one storage; nobody else notices anything of it."""
    storage = MemoryStorage(world.clock, random.Random(0), files=dict(world.storages[role].files))
    with TemporaryDirectory(dir=world.folder) as folder:
        keys = open_keys(role, storage, world.kit)
        secrets = new_secrets(keys, {}, {}, {})
        with closing(open_ledger(Path(folder) / "ledger.sqlite")) as ledger:
            opening = VaultOpening(ledger, keys, world.clock, scratch_folders(Path(folder)))
            opening.record(world.kit, {}, secrets)
            opening.take_in(role, storage, secrets)
            yield ledger
