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
    for _ in range(RUNS):
        theirs.append(measure(rclone(on, "copy", "main:", str(on.folder / "theirs"))))
        ours.append(measure(picup(on, "restore", str(on.folder / "ours"))))
        for folder in ("theirs", "ours"):
            shutil.rmtree(on.folder / folder)
    on.clean()
    print_line(title, ours, theirs)
