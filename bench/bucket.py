"""Protecting photos in a bucket, beside rclone's crypt in the same bucket with the same files.

The store is Ceph's radosgw on loopback (tests/ceph), on this computer's disk for both. Main and
backup are two folders of one bucket, and the peer is two rclone processes side by side, one a
folder, with its default transfers; each run has a bucket of its own. Once directly, once behind
a line of 20 ms. At last 100,000 objects are listed.
"""

import asyncio
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import obstore
from obstore.store import S3Store

from bench.comparison import CASES, RUNS, print_heading, print_line
from bench.delay import delayed
from bench.stage import (
    Measured,
    Stage,
    make_files,
    measure,
    picup,
    rclone,
    run,
    stage,
)
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from tests.buckets import ACCESS_KEY, SECRET
from tests.ceph.cluster import Ceph, NoCeph, ceph

ROUND_TRIPS = (0.0, 0.020)
MOST_SECONDS_TO_LIST = 20.0
OBJECTS = int(os.environ.get("PICUP_BENCH_OBJECTS", "100000"))
PUTS_AT_ONCE = 32


def main() -> None:
    """Print a table for each length of the line; of one run only where PICUP_BENCH_RUNS says so."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        # Settings of other programs, of which rclone reads some.
        del os.environ[name]
    os.environ |= {"PICUP_MAIN_SECRET": SECRET, "PICUP_BACKUP_SECRET": SECRET}
    runs = int(os.environ.get("PICUP_BENCH_RUNS", str(RUNS)))
    try:
        with (
            tempfile.TemporaryDirectory(prefix="picup-ceph-") as folder,
            ceph(Path(folder) / "ceph") as cluster,
            stage() as on,
        ):
            for seconds in ROUND_TRIPS:
                what = f"Upload to two folders of one bucket, {seconds * 1000:.0f} ms away"
                print_heading(what, "Ceph on loopback", runs)
                for title, count, size_bytes in CASES[:2]:
                    print_line(title, *_case(on, cluster, seconds, (count, size_bytes, runs)))
            _list(cluster)
    except NoCeph as error:
        print(f"no bucket to measure with: {error}")


def _case(
    on: Stage, cluster: Ceph, round_trip_seconds: float, what: tuple[int, int, int]
) -> tuple[list[Measured], list[Measured]]:
    photos, ours, theirs = on.folder / "photos", list[Measured](), list[Measured]()
    count, size_bytes, runs = what
    make_files(photos, count, size_bytes)
    for _ in range(runs):
        on.clean()
        with _bucket(cluster) as bucket, _far(cluster.port, round_trip_seconds) as port:
            _rclone_config(on, bucket, port)
            names = ("main", "backup")
            theirs.append(measure(*(rclone(on, "copy", str(photos), f"{n}:") for n in names)))
        with _bucket(cluster) as bucket, _far(cluster.port, round_trip_seconds) as port:
            _set_up(on, photos, f"s3+http://{ACCESS_KEY}@127.0.0.1:{port}/{bucket}")
            ours.append(measure(picup(on, "sync")))
    on.clean()
    shutil.rmtree(photos)
    return ours, theirs


@contextmanager
def _bucket(cluster: Ceph) -> Iterator[str]:
    bucket = _new_bucket(cluster)
    yield bucket
    cluster.drop_bucket(bucket)


def _new_bucket(cluster: Ceph) -> str:
    bucket = f"b-{secrets.token_hex(8)}"
    cluster.make_bucket(bucket)
    return bucket


@contextmanager
def _far(port: int, round_trip_seconds: float) -> Iterator[int]:
    if not round_trip_seconds:
        yield port
        return
    with delayed(port, round_trip_seconds) as far:
        yield far


def _set_up(on: Stage, photos: Path, address: str) -> None:
    at = ("--main", f"{address}/main", "--backup", f"{address}/backup")
    run([*picup(on, "setup", *at), "--recovery-kit", str(on.folder / "kit.txt")])
    run(picup(on, "album", "add", str(photos)))


def _rclone_config(on: Stage, bucket: str, port: int) -> None:
    secret = run(["rclone", "obscure", "a password"]).strip()
    store = (
        f"[plain]\ntype = s3\nprovider = Ceph\naccess_key_id = {ACCESS_KEY}\n"
        f"secret_access_key = {SECRET}\nendpoint = http://127.0.0.1:{port}\n"
    )
    below = f"plain:{bucket}/rclone"
    parts = [
        f"[{name}]\ntype = crypt\nremote = {below}-{name}\npassword = {secret}\n"
        for name in ("main", "backup")
    ]
    (on.folder / "rclone.conf").write_text("\n".join((store, *parts)))


def _list(cluster: Ceph) -> None:
    """List what a vault of OBJECTS photos has, which must take less than MOST_SECONDS_TO_LIST.

    The bucket goes with the cluster: dropping so many objects takes longer than all the rest.
    """
    bucket = _new_bucket(cluster)
    asyncio.run(_fill(cluster, bucket))
    place = parse_place(cluster.url(bucket))
    storage = place.open(Access(Path("known_hosts"), password=SECRET))
    before = time.monotonic()
    found = sum(1 for _ in storage.list("objects"))
    seconds = time.monotonic() - before
    if found != OBJECTS:
        raise RuntimeError(f"{found} of {OBJECTS} objects were listed")
    print(f"{OBJECTS:,} objects listed in {seconds:.1f} s (at most {MOST_SECONDS_TO_LIST:.0f} s)")


async def _fill(cluster: Ceph, bucket: str) -> None:
    store = S3Store(
        bucket=bucket,
        endpoint=f"http://127.0.0.1:{cluster.port}",
        access_key_id=ACCESS_KEY,
        secret_access_key=SECRET,
        client_options={"allow_http": True},
    )
    names = iter(range(OBJECTS))

    async def one_after_the_other() -> None:
        for _ in names:
            name = secrets.token_hex(32)
            await obstore.put_async(store, f"vault/objects/{name[:2]}/{name}", b"1")

    await asyncio.gather(*(one_after_the_other() for _ in range(PUTS_AT_ONCE)))
