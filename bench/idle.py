"""What the background program costs while nothing happens: ``python -m bench.idle [--minutes M]``.

5,000 photos rest on two OpenSSH servers, and ``picup run`` has gone through all of them.
Then nothing changes for some minutes. Printed are the CPU time of all its processes as a
share of one core, and their memory (PSS, so that shared pages count once).
"""

import argparse
import os
import subprocess
import time
from pathlib import Path

from bench.stage import (
    Stage,
    environment,
    make_files,
    picup,
    pss,
    run,
    set_up_picup,
    stage,
    with_children,
)
from picup_desktop.engine.ipc.client import EngineClient, NoEngine
from picup_desktop.home import Home

PHOTOS, PHOTO_BYTES = 5_000, 10_000
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
SETTLE_SECONDS = 150.0
"""The couriers rest after a minute without a pass, and the share of the day is read."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    minutes = parser.parse_args().minutes
    with stage() as on:
        photos = on.folder / "photos"
        make_files(photos, PHOTOS, PHOTO_BYTES)
        set_up_picup(on, photos)
        run(picup(on, "sync"))
        engine = subprocess.Popen(
            picup(on, "run"),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _settle(on)
            _measure(engine.pid, minutes * 60)
        finally:
            engine.terminate()
            engine.wait()


def _settle(on: Stage) -> None:
    deadline = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline:
        time.sleep(1)
        try:
            with EngineClient(Home(on.folder / "home")) as client:
                client.call("state")
        except NoEngine:
            continue


def _measure(engine: int, seconds: float) -> None:
    before, began = _cpu_seconds(engine), time.monotonic()
    time.sleep(seconds)
    used, took = _cpu_seconds(engine) - before, time.monotonic() - began
    processes = with_children([engine])
    print(f"{'processes':>12} {'% of a core':>12} {'PSS MiB':>9}")
    print(f"{len(processes):>12} {100 * used / took:>12.2f} {_pss_mebibytes(processes):>9.0f}")


def _cpu_seconds(engine: int) -> float:
    ticks = 0
    for process in with_children([engine]):
        stat = Path(f"/proc/{process}/stat").read_text("ascii")
        fields = stat.rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS_A_SECOND


def _pss_mebibytes(processes: list[int]) -> float:
    return sum(map(pss, processes)) / 1024**2


if __name__ == "__main__":
    main()
