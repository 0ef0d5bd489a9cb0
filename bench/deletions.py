"""How fast deletions are carried out: ``python -m bench.deletions [--objects N] [--folder]``.

N objects lie on two storages and are removed by the deletion worker, each message
with its transactions, as ``picup deletions run`` does it. Without ``--folder`` the
storages are two OpenSSH servers on loopback. Prints the rate and the memory.
"""

import argparse
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from picup_desktop.clock import SystemClock
from picup_desktop.ledger.ledger import Ledger, open_ledger
from picup_desktop.settings import Settings
from picup_desktop.storage.base import Storage
from picup_desktop.storage.courier.courier import Courier
from picup_desktop.storage.folder_place import FolderPlace
from picup_desktop.storage.place import Access, Place
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.delete.worker import DeletionWorker
from picup_desktop.words import MessageState, Role
from tests.sshd import Sshd

ALBUM_ID = 1


@contextmanager
def storages(folder: Path, *, plain: bool) -> Iterator[dict[Role, tuple[Storage, Path]]]:
    """Each storage as the worker uses it, and where its files lie on the disk."""
    with ExitStack() as stack:
        made: dict[Role, tuple[Storage, Path]] = {}
        for role in Role:
            access = Access(folder / f"{role.value}.hosts", trust_new_host_key=True)
            if plain:
                root = folder / role.value
                place: Place = FolderPlace(root)
            else:
                server = Sshd(folder / role.value).start()
                stack.callback(server.stop)
                place, root = parse_place(server.url), server.vault
                access = Access(
                    folder / f"{role.value}.hosts",
                    key_file=server.key_file,
                    trust_new_host_key=True,
                )
            place.prepare(access)
            courier = Courier(place, access)
            stack.callback(courier.close)
            made[role] = (courier, root)
        yield made


def fill(ledger: Ledger, roots: list[Path], count: int) -> None:
    """Objects with their copies and a message for each five, due now."""
    names = [f"objects/{n % 256:02x}/{n:064x}" for n in range(count)]
    for root in roots:
        for n in range(min(count, 256)):
            (root / f"objects/{n:02x}").mkdir(parents=True, exist_ok=True)
        for name in names:
            (root / name).touch()
    with ledger.transaction():
        ledger.albums.add("bench", str(roots[0]), recipient="", sealed_identity=b"", at=0.0)
        ledger.database.execute_many(
            "INSERT INTO object (id, name, sealed_bytes, sha256, size_bytes, album_id, made_at)"
            f" VALUES (?, ?, 1, ?, 1, {ALBUM_ID}, 0)",
            ((n + 1, name, name[-64:]) for n, name in enumerate(names)),
        )
        ledger.database.execute_many(
            "INSERT INTO copy (object_id, role, state) VALUES (?, ?, 'stored')",
            ((n + 1, role) for n in range(count) for role in Role),
        )
        for role in Role:
            ledger.deletions.enqueue(
                role,
                [(name, None) for name in names],
                at=0.0,
                available_at=0.0,
                objects_per_message=Settings().objects_per_message,
            )


def peak_mib() -> float:
    per_kib = 1024 if sys.platform == "linux" else 1024 * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_kib


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=5_000)
    parser.add_argument("--folder", action="store_true", help="two plain folders, no servers")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="picup-bench-"))
    try:
        with storages(folder, plain=given.folder) as made:
            ledger = open_ledger(folder / "ledger.sqlite")
            fill(ledger, [root for _, root in made.values()], given.objects)
            before = peak_mib()
            used = {role: storage for role, (storage, _) in made.items()}
            worker = DeletionWorker(ledger, used, SystemClock(), Settings())
            began_at = time.perf_counter()
            report = worker.run()
            seconds = time.perf_counter() - began_at
            peak = peak_mib()
            left = [path for _, root in made.values() for path in (root / "objects").rglob("*/*")]
            assert not left, f"{len(left)} objects are left"
            assert report.removed == 2 * given.objects
            assert all(m.state is MessageState.DONE for m in ledger.deletions.all())
            ledger.close()
    finally:
        shutil.rmtree(folder)
    print(f"{'objects a storage':>20} {'seconds':>9} {'a second, each':>15} {'peak MiB':>9}  grown")
    print(
        f"{given.objects:>20,} {seconds:>9.1f} {given.objects / seconds:>15,.0f}"
        f" {peak:>9.0f}  {peak - before:.0f} MiB"
    )


if __name__ == "__main__":
    main()
