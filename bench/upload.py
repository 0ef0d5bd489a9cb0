"""Protecting photos on two storages, beside rclone's crypt over SFTP with the same files.

The peer is two rclone processes side by side, one per server, with its default
transfers. Both sides seal, send and record; only ours also flushes each object
to the disk where the server offers it, and remembers what went where. Once the
program itself speaks SSH, once the computer's ssh does.

``python -m bench far`` does the same through a line that makes each round trip 20 ms longer.
"""

import dataclasses
import shutil
from collections.abc import Sequence

from bench.comparison import CASES, RUNS, print_heading, print_line
from bench.delay import delayed
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

FAR_SECONDS = 0.020


def main() -> None:
    """Print the table of two servers beside this computer."""
    print_heading("Upload to two storages at once")
    with stage() as on:
        _table(on, CASES)


def far() -> None:
    """Print the table of two servers that are 20 ms away; the line's work counts for no side."""
    print_heading(f"Upload to two storages at once, {FAR_SECONDS * 1000:.0f} ms away")
    with (
        stage() as near,
        delayed(near.servers[0].port, FAR_SECONDS) as main_port,
        delayed(near.servers[1].port, FAR_SECONDS) as backup_port,
    ):
        _table(dataclasses.replace(near, ports=(main_port, backup_port)), CASES[:2])


def _table(on: Stage, cases: Sequence[tuple[str, int, int]]) -> None:
    rclone_config(on)
    for title, count, size_bytes in cases:
        builtin, openssh, theirs = _case(on, count, size_bytes)
        print_line(title, builtin, theirs)
        print_line("with openssh", openssh, theirs)


def _case(
    on: Stage, count: int, size_bytes: int
) -> tuple[list[Measured], list[Measured], list[Measured]]:
    photos = on.folder / "photos"
    make_files(photos, count, size_bytes)
    ours: dict[str, list[Measured]] = {"builtin": [], "openssh": []}
    theirs = []
    for _ in range(RUNS):
        on.clean()
        theirs.append(
            measure(*(rclone(on, "copy", str(photos), f"{name}:") for name in ("main", "backup")))
        )
        for ssh, runs in ours.items():
            on.clean()
            set_up_picup(on, photos, ssh=ssh)
            runs.append(measure(picup(on, "sync")))
    on.clean()
    shutil.rmtree(photos)
    return ours["builtin"], ours["openssh"], theirs
