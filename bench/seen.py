"""Seeing a storage whole: names and sizes of many objects, near and far, and cut short.

The objects are empty files of the right size. Near is an sshd on loopback, far the same
with a round trip of 20 ms on top; both are listed as every pass lists them (DISASTERS 5-1).
"""

import time

from bench.delay import delayed
from bench.open import PHOTOS, make_photos, prepare
from bench.stage import Stage, environment, picup, run, stage
from picup_desktop.app import Engine, engine
from picup_desktop.home import Home
from picup_desktop.sync.reach.cancellation import PassStopped
from picup_desktop.sync.seen.look import Look
from picup_desktop.words import Role

ROUND_TRIP_SECONDS = 0.02
STOP_AFTER_SECONDS = 0.5


def main() -> None:
    with stage() as place:
        prepare(place)
        make_photos(place)
        main_server = place.servers[0]
        with delayed(main_server.port, ROUND_TRIP_SECONDS) as port:
            far = main_server.url.replace(f":{main_server.port}/", f":{port}/")
            run(picup(place, "storage", "change", "main", far, "--accept-new-host-keys"))
            _measure(place)


def _measure(place: Stage) -> None:
    passphrase = environment()["PICUP_PASSPHRASE"]
    with engine(Home(place.folder / "home"), lambda: passphrase) as parts:
        print(f"{PHOTOS:,} objects, names and sizes compared")
        for title, role in (("near", Role.BACKUP), ("20 ms away", Role.MAIN)):
            parts.storages[role].probe()
            print(f"{title:>12} {_look_seconds(parts, role):8.2f} s", flush=True)
        late_seconds = _stop_seconds(parts, Role.MAIN)
        print(f"{'stopped':>12} {late_seconds:8.2f} s after it was told to")


def _look_seconds(parts: Engine, role: Role) -> float:
    look = Look(parts.ledger, parts.clock, parts.settings)
    began = time.monotonic()
    listing = look.list(role, parts.storages[role])
    if look.compare(listing) or listing.others:
        raise RuntimeError(f"{role.value} does not have what it should have")
    return time.monotonic() - began


def _stop_seconds(parts: Engine, role: Role) -> float:
    """Stop a look under way; return how long it went on after that."""
    stop_at = time.monotonic() + STOP_AFTER_SECONDS

    def check_stopped() -> None:
        if time.monotonic() >= stop_at:
            raise PassStopped

    look = Look(parts.ledger, parts.clock, parts.settings, check_stopped=check_stopped)
    try:
        look.list(role, parts.storages[role])
    except PassStopped:
        return time.monotonic() - stop_at
    raise RuntimeError(f"the look was over within {STOP_AFTER_SECONDS} s")


if __name__ == "__main__":
    main()
