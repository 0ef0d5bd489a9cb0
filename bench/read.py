"""Everything back from main as plain files, beside rclone reading it from its crypt remote."""

import shutil

from bench.comparison import CASES, RUNS, print_heading, print_line
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


def main() -> None:
    print_heading("Restore from one storage")
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
    back = on.folder / "back"
    for _ in range(RUNS):
        # Each finds the memory that the one before it has just given back: on a virtual machine
        # that is much faster to have than memory that lay unused for some seconds.
        theirs.append(measure(rclone(on, "copy", "main:", str(back))))
        shutil.rmtree(back)
        ours.append(measure(picup(on, "restore", str(back))))
        shutil.rmtree(back)
    on.clean()
    print_line(title, ours, theirs)
