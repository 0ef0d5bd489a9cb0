"""Everything back from main as plain files, beside rclone reading it from its crypt remote."""

import shutil
from statistics import median

from bench.stage import (
    Stage,
    make_files,
    measure,
    picup,
    rclone,
    rclone_config,
    run,
    set_up_picup,
    stage,
)

RUNS = 3
MIB = 1024 * 1024
CASES = (
    ("150 x 4 MiB", 150, 4 * MIB),
    ("2,000 x 60 KiB", 2000, 60 * 1024),
    ("1 x 1 GiB", 1, 1024 * MIB),
)


def main() -> None:
    print(f"Restore from one storage, sshd on loopback, median of {RUNS} (ours / rclone)")
    print(f"{'files':>16} {'ours':>9} {'rclone':>9} {'ratio':>6} {'our memory':>11} {'its':>11}")
    with stage() as on:
        rclone_config(on)
        for title, count, size_bytes in CASES:
            _case(on, title, count, size_bytes)


def _case(on: Stage, title: str, count: int, size_bytes: int) -> None:
    photos = on.folder / "photos"
    make_files(photos, count, size_bytes)
    on.clean()
    set_up_picup(on, photos)
    run(picup(on, "sync"))
    run(rclone(on, "copy", str(photos), "main:"))
    # Without the originals, every byte has to come from the storage.
    shutil.rmtree(photos)
    ours, theirs = [], []
    for _ in range(RUNS):
        theirs.append(measure(rclone(on, "copy", "main:", str(on.folder / "theirs"))))
        ours.append(measure(picup(on, "restore", str(on.folder / "ours"))))
        for folder in ("theirs", "ours"):
            shutil.rmtree(on.folder / folder)
    on.clean()
    seconds = [median(one.seconds for one in runs) for runs in (ours, theirs)]
    memory = [max(one.most_pss_bytes for one in runs) / MIB for runs in (ours, theirs)]
    print(
        f"{title:>16} {seconds[0]:8.2f}s {seconds[1]:8.2f}s {seconds[0] / seconds[1]:6.2f}"
        f" {memory[0]:8.0f}MiB {memory[1]:8.0f}MiB",
        flush=True,
    )
