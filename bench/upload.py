"""Protecting photos on two storages, beside rclone's crypt over SFTP with the same files.

The peer is two rclone processes side by side, one per server, with its default
transfers. Both sides seal, send and record; only ours also flushes each object
to the disk where the server offers it, and remembers what went where.
"""

import shutil
from statistics import median

from bench.stage import (
    Measured,
    Stage,
    make_files,
    measure,
    picup,
    rclone,
    rclone_config,
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
    print(f"Upload to two storages at once, sshd on loopback, median of {RUNS} (ours / rclone)")
    print(f"{'files':>16} {'ours':>9} {'rclone':>9} {'ratio':>6} {'our memory':>11} {'its':>11}")
    with stage() as on:
        rclone_config(on)
        for title, count, size_bytes in CASES:
            ours, theirs = _case(on, count, size_bytes)
            ratio = _seconds(ours) / _seconds(theirs)
            print(
                f"{title:>16} {_seconds(ours):8.2f}s {_seconds(theirs):8.2f}s {ratio:6.2f}"
                f" {_memory(ours):8.0f}MiB {_memory(theirs):8.0f}MiB",
                flush=True,
            )


def _case(on: Stage, count: int, size_bytes: int) -> tuple[list[Measured], list[Measured]]:
    photos = on.folder / "photos"
    make_files(photos, count, size_bytes)
    ours, theirs = [], []
    for _ in range(RUNS):
        on.clean()
        theirs.append(
            measure(*(rclone(on, "copy", str(photos), f"{name}:") for name in ("main", "backup")))
        )
        on.clean()
        set_up_picup(on, photos)
        ours.append(measure(picup(on, "sync")))
    on.clean()
    shutil.rmtree(photos)
    return ours, theirs


def _seconds(runs: list[Measured]) -> float:
    return median(run.seconds for run in runs)


def _memory(runs: list[Measured]) -> float:
    return max(run.most_pss_bytes for run in runs) / MIB
