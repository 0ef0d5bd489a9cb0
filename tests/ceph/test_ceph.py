"""A vault with backup on a real Ceph: its life, a lock, and a gateway that is killed."""

import json
import os
import random
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from picup_desktop.storage.base import Storage
from picup_desktop.storage.keeping import Keeping, Versions
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from tests.buckets import ACCESS_KEY, SECRET
from tests.ceph.cluster import Ceph
from tests.picup import PASSPHRASE, age, photo_bytes
from tests.sshd import Sshd
from tests.warm_program import AtWork, run_picup, start_picup

PHOTOS, PHOTO_BYTES = 40, 300_000
FILM_BYTES = 24_000_000
KILLS = 6
COMMAND_SECONDS = 300.0
SEED = 7


class _Walk:
    """A home, its album, main on a server of SFTP and backup in a bucket."""

    def __init__(self, folder: Path, cluster: Ceph) -> None:
        self.folder, self.cluster = folder, cluster
        self.bucket = f"b-{secrets.token_hex(8)}"
        cluster.make_bucket(self.bucket)
        self.main = Sshd(folder / "sshd").start()
        self.album, self.kit = folder / "Holidays", folder / "kit.txt"
        self.album.mkdir()
        self.made: dict[str, bytes] = {}
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("PICUP_")}
        self.environment |= {
            "PICUP_HOME": str(folder / "home"),
            "PICUP_PASSPHRASE": PASSPHRASE,
            "PICUP_BACKUP_SECRET": SECRET,
            "XDG_DATA_HOME": str(folder / "data"),
        }

    def add(self, name: str, size: int) -> None:
        self.made[name] = photo_bytes(name, size)
        (self.album / name).write_bytes(self.made[name])
        age(self.album / name)

    def setup(self) -> None:
        at = ("--main", self.main.url, "--backup", self.cluster.url(self.bucket))
        login = ("--ssh-key", self.main.key_file, "--accept-new-host-keys", "--grace-days", 0)
        self.run("setup", *at, *login, "--recovery-kit", self.kit)
        self.run("album", "add", self.album)

    def run(self, *words: object, code: int | None = 0) -> str:
        done = run_picup([*map(str, words)], self.environment, COMMAND_SECONDS)
        assert code is None or done.returncode == code, (words, done)
        return done.stdout.decode()

    def json(self, *words: object) -> Any:
        return json.loads(self.run(*words, "--json"))

    def start(self, *words: object) -> AtWork:
        with (self.folder / "said").open("wb") as said:
            return start_picup([*map(str, words)], self.environment, said)

    def bucket_storage(self) -> Storage:
        access = Access(self.folder / "known_hosts", password=SECRET)
        return parse_place(self.cluster.url(self.bucket)).open(access)

    def objects(self) -> dict[str, int]:
        storage = self.bucket_storage()
        try:
            return {info.name: info.size_bytes for info in storage.list("objects")}
        finally:
            storage.close()

    def check_restored(self, *more: object) -> None:
        target = self.folder / f"back-{secrets.token_hex(4)}"
        self.run("restore", target, *more)
        came = {path.name: path.read_bytes() for path in (target / "Holidays").iterdir()}
        assert came == self.made


@pytest.fixture
def walk(tmp_path: Path, cluster: Ceph) -> Iterator[_Walk]:
    made = _Walk(tmp_path, cluster)
    yield made
    made.main.stop()


def test_main_by_sftp_is_lost_and_ceph_gives_everything(walk: _Walk) -> None:
    for number in range(5):
        walk.add(f"{number}.jpg", PHOTO_BYTES)
    walk.add("film.mp4", FILM_BYTES)
    walk.setup()
    walk.run("sync")
    walk.run("verify", "--all")
    assert walk.json("status")["protected"] == len(walk.made)
    walk.main.stop()
    shutil.rmtree(walk.main.vault)
    shutil.rmtree(walk.album)
    walk.check_restored()
    walk.environment["PICUP_HOME"] = str(walk.folder / "second")
    walk.run("open", "--from", walk.cluster.url(walk.bucket), "--recovery-kit", walk.kit, code=None)
    walk.check_restored()


@pytest.mark.timeout(900)
def test_the_gateway_is_killed_in_the_middle_of_uploads_and_removals(walk: _Walk) -> None:
    """SEED says when; what is protected comes back byte for byte, and what was removed is gone."""
    rng = random.Random(SEED)
    for number in range(PHOTOS):
        walk.add(f"{number:02}.jpg", PHOTO_BYTES)
    for number in range(2):
        walk.add(f"film-{number}.mp4", FILM_BYTES)
    walk.setup()
    _while_it_is_killed(walk, rng, "sync")
    walk.run("sync")
    assert walk.json("status")["protected"] == len(walk.made)
    walk.run("verify", "--all")
    assert len(walk.objects()) == len(walk.made)

    gone = [name for name in walk.made if not name.startswith("0")]
    walk.run("rm", *(f"Holidays/{name}" for name in gone))
    for name in gone:
        del walk.made[name]
    _while_it_is_killed(walk, rng, "deletions", "run", "--now")
    walk.run("deletions", "run", "--now")
    walk.run("sync")
    assert len(walk.objects()) == len(walk.made)
    assert [m for m in walk.json("deletions") if m["state"] == "dead"] == []
    walk.check_restored()


def _while_it_is_killed(walk: _Walk, rng: random.Random, *words: str) -> None:
    """Run a command again and again while the gateway dies in its middle."""
    for _ in range(KILLS):
        work = walk.start(*words)
        time.sleep(rng.uniform(0.5, 4.0))
        walk.cluster.stop()
        time.sleep(rng.uniform(0.0, 1.0))
        walk.cluster.start()
        work.wait(COMMAND_SECONDS)


def test_a_locked_bucket_hides_what_is_removed_and_gives_it_back(
    tmp_path: Path, cluster: Ceph
) -> None:
    """What the guide says: nobody with this key ends a version, and rclone brings it back."""
    bucket = f"b-{secrets.token_hex(8)}"
    cluster.asked("PUT", bucket, headers={"x-amz-bucket-object-lock-enabled": "true"})
    rule = "<DefaultRetention><Mode>COMPLIANCE</Mode><Days>3</Days></DefaultRetention>"
    lock = (
        "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>"
        f"<Rule>{rule}</Rule></ObjectLockConfiguration>"
    )
    cluster.asked("PUT", bucket, {"object-lock": ""}, lock.encode())
    access = Access(tmp_path / "known_hosts", password=SECRET)
    opened = parse_place(cluster.url(bucket)).open(access)
    (source := tmp_path / "source").write_bytes(b"a photo")
    name = f"objects/ab/{'ab' * 32}"
    opened.put(name, source)
    assert opened.probe().keeps == Keeping(Versions.ON, 3, strict=True)
    time.sleep(2)
    before = datetime.now(UTC)
    time.sleep(2)
    assert opened.remove(name)
    assert [*opened.list("objects")] == []
    assert not opened.remove(name)
    listed = cluster.asked("GET", bucket, {"versions": "", "prefix": f"vault/{name}"}).decode()
    version = listed.partition("<Version>")[2].partition("<VersionId>")[2].partition("<")[0]
    path = f"{bucket}/vault/{name}"
    cluster.asked("DELETE", path, {"versionId": version}, status=403)

    if shutil.which("rclone") is None:
        pytest.skip("rclone is not installed")
    config = tmp_path / "rclone.conf"
    config.write_text(
        f"[c]\ntype = s3\nprovider = Ceph\naccess_key_id = {ACCESS_KEY}\n"
        f"secret_access_key = {SECRET}\nendpoint = http://127.0.0.1:{cluster.port}\n"
    )
    back = tmp_path / "back"
    at = before.isoformat(timespec="seconds").replace("+00:00", "Z")
    subprocess.run(
        ["rclone", "--config", config, "copy", "--s3-version-at", at, f"c:{bucket}/vault", back],
        check=True,
        env={k: v for k, v in os.environ.items() if not k.startswith("AWS_")},
    )
    assert (back / name).read_bytes() == b"a photo"


def test_an_upload_that_a_kill_left_is_found_and_dropped(tmp_path: Path, cluster: Ceph) -> None:
    bucket, name = f"b-{secrets.token_hex(8)}", f"objects/ab/{'ab' * 32}"
    cluster.make_bucket(bucket)
    began = cluster.asked("POST", f"{bucket}/vault/{name}", {"uploads": ""}).decode()
    upload = began.partition("<UploadId>")[2].partition("<")[0]
    part = {"partNumber": "1", "uploadId": upload}
    cluster.asked("PUT", f"{bucket}/vault/{name}", part, b"1234")
    access = Access(tmp_path / "known_hosts", password=SECRET)
    opened = parse_place(cluster.url(bucket)).open(access)
    (found,) = opened.list("tmp")
    assert opened.remove(found.name)
    assert [*opened.list("tmp")] == []
