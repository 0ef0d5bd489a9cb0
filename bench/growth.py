"""What the first pass over very many photos needs: memory by their number, and photos a second.

The photos are tiny, in folders of a thousand, of sizes that differ: what grows with their number
is what the engine keeps of each, not their bytes. There is no peer.
"""

import os
import time

from bench.stage import OLD_SECONDS, Stage, measure, picup, set_up_picup, stage

PHOTOS = tuple(int(one) for one in os.environ.get("PICUP_BENCH_GROWTH", "20000,100000").split(","))
IN_A_FOLDER = 1000
SMALLEST_BYTES = 300
SIZES = 700
"""So many photos share a size at 100,000: about as in an album of a phone's photos."""
MOST_MB = 200


def main() -> None:
    """Print a line for each number of photos; PICUP_BENCH_GROWTH names others, with commas."""
    print(f"First pass over tiny photos, two sshd on loopback (at most {MOST_MB} MB at a million)")
    for count in PHOTOS:
        with stage() as on:
            _make_tiny_photos(on, count)
            set_up_picup(on, on.folder / "photos")
            done = measure(picup(on, "sync"))
            again = measure(picup(on, "sync"))
        print(
            f"{count:>9,} photos: {done.most_pss_bytes / 1e6:.0f} MB with both couriers,"
            f" {count / done.seconds:.0f} photos/s; nothing to do: {again.cpu_seconds:.1f} s CPU,"
            f" {again.most_pss_bytes / 1e6:.0f} MB",
            flush=True,
        )


def _make_tiny_photos(on: Stage, count: int) -> None:
    then = time.time() - OLD_SECONDS
    for number in range(count):
        path = on.folder / "photos" / f"{number // IN_A_FOLDER:04}" / f"{number:06}.jpg"
        if number % IN_A_FOLDER == 0:
            path.parent.mkdir(parents=True)
        path.write_bytes(b"\xff\xd8\xff\xe0" + os.urandom(SMALLEST_BYTES + number % SIZES))
        os.utime(path, (then, then))
