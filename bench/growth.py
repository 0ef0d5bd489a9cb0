"""What very many photos cost: the first pass over them, and one that finds nothing to do.

The photos are tiny, in folders of a thousand, of sizes that differ: what grows with their number
is what the engine keeps of each, not their bytes. A passphrase takes 128 MiB for a moment at the
start, whatever their number, so the pass is looked at from UNLOCKED_AFTER_SECONDS on. The first
pass has no peer; beside the second stand two rsync, one a server, that find nothing to do either.
"""

import os
import time
from getpass import getuser

from bench.comparison import RUNS, print_heading, print_line
from bench.stage import OLD_SECONDS, Measured, Stage, measure, picup, set_up_picup, stage

PHOTOS = tuple(int(one) for one in os.environ.get("PICUP_BENCH_GROWTH", "20000,100000").split(","))
IN_A_FOLDER = 1000
SMALLEST_BYTES = 300
SIZES = 700
"""So many photos share a size at 100,000: about as in an album of a phone's photos."""
MOST_MB = 200


def main() -> None:
    """Print a line for each number of photos; PICUP_BENCH_GROWTH names others, with commas."""
    print(f"First pass over tiny photos, two sshd on loopback (at most {MOST_MB} MB at a million);")
    print_heading("then a pass with nothing to do, beside two rsync (not rclone)")
    for count in PHOTOS:
        with stage() as on:
            _make_tiny_photos(on, count)
            set_up_picup(on, on.folder / "photos")
            done = measure(picup(on, "sync"))
            print(
                f"{count:>9,} photos: {done.unlocked_pss_bytes / 1e6:.0f} MB with both couriers"
                f" ({done.most_pss_bytes / 1e6:.0f} MB while the passphrase is tried),"
                f" {count / done.seconds:.0f} photos/s",
                flush=True,
            )
            measure(*_rsync(on))
            ours, theirs = list[Measured](), list[Measured]()
            for _ in range(RUNS):
                theirs.append(measure(*_rsync(on)))
                ours.append(measure(picup(on, "sync")))
            print_line("nothing to do", ours, theirs)


def _rsync(on: Stage) -> list[list[str]]:
    """Return the commands that bring the photos to both servers; they compare size and time."""
    key = on.servers[0].key_file
    nobody_known = "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
    ssh = f"ssh -i {key} {nobody_known}"
    return [
        [
            *("rsync", "--archive", f"--rsh={ssh} -p {port}", f"{on.folder / 'photos'}/"),
            f"{getuser()}@127.0.0.1:{server.root}/rsync/",
        ]
        for server, port in zip(on.servers, on.ports, strict=True)
    ]


def _make_tiny_photos(on: Stage, count: int) -> None:
    then = time.time() - OLD_SECONDS
    for number in range(count):
        path = on.folder / "photos" / f"{number // IN_A_FOLDER:04}" / f"{number:06}.jpg"
        if number % IN_A_FOLDER == 0:
            path.parent.mkdir(parents=True)
        path.write_bytes(b"\xff\xd8\xff\xe0" + os.urandom(SMALLEST_BYTES + number % SIZES))
        os.utime(path, (then, then))
