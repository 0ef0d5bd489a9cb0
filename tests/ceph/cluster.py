"""A real Ceph on loopback: one monitor, manager, OSD (BlueStore in a file) and radosgw.

Everything lies in one folder, as with Ceph's own vstart.sh, from Debian's packages ``ceph-mon``,
``ceph-mgr``, ``ceph-osd``, ``radosgw`` and ``ceph-common``. It keeps one copy of each object,
which nobody should do outside of tests.
"""

import shutil
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.buckets import ACCESS_KEY, SECRET, BucketServer
from tests.sshd import free_port

PROGRAMS = ("ceph", "ceph-mon", "ceph-mgr", "ceph-osd", "ceph-authtool", "monmaptool", "radosgw")
STARTS_SECONDS = 180
DISK_BYTES = 20 * 1024**3
"""The size of the file that is the OSD's disk; it takes room only where something is written."""

CONF = """\
[global]
fsid = {fsid}
mon host = [v2:127.0.0.1:{mon_port}/0]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
keyring = {folder}/keyring
run dir = {folder}/run
admin socket = {folder}/run/$name.asok
pid file = {folder}/run/$name.pid
log file = {folder}/log/$name.log
crash dir = {folder}/log
auth allow insecure global id reclaim = false
mon allow pool size one = true
mon warn on pool no redundancy = false
mon data avail crit = 1
mon max pg per osd = 1000
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
[mon.a]
mon data = {folder}/mon
[mgr.x]
mgr data = {folder}/mgr
mgr disabled modules = restful dashboard
keyring = {folder}/mgr/keyring
[osd.0]
osd data = {folder}/osd
osd objectstore = bluestore
keyring = {folder}/osd/keyring
bluestore block size = {disk_bytes}
osd memory target = 1073741824
[client.gate]
keyring = {folder}/gate/keyring
rgw frontends = beast endpoint=127.0.0.1:{port}
rgw bucket quota ttl = 0
rgw enable usage log = false
rgw enable ops log = false
"""


class NoCeph(Exception):
    """A program of Ceph is not installed, or a part of it did not come up; says which."""


def missing_programs() -> list[str]:
    """Return which of Ceph's programs are not installed."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


@dataclass
class Ceph(BucketServer):
    """The gateway as a server of buckets; stopping it leaves the cluster and what it keeps.

    ``folder`` is new, and has everything; ``end`` ends every process that was started.
    """

    folder: Path = field(default_factory=Path)
    daemons: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def found(self) -> None:
        """Make the cluster, and start all but the gateway. NoCeph says how far it came."""
        for part in ("mon", "mgr", "osd", "gate", "run", "log"):
            (self.folder / part).mkdir(parents=True)
        fsid, mon_port = str(uuid.uuid4()), free_port()
        conf = CONF.format(
            fsid=fsid,
            mon_port=mon_port,
            folder=self.folder,
            port=self.port,
            disk_bytes=DISK_BYTES,
        )
        (self.folder / "ceph.conf").write_text(conf, encoding="ascii")
        self._make_monitor(fsid, mon_port)
        self._daemon("ceph-mon", "-i", "a")
        self._until("the monitor answers", lambda: "quorum" in self._ceph("-s"))
        osd = str(uuid.uuid4())
        self._key("mgr.x", "mgr", mon="allow profile mgr", osd="allow *")
        self._key("osd.0", "osd", mon="allow profile osd", mgr="allow profile osd", osd="allow *")
        self._key("client.gate", "gate", mon="allow *", osd="allow *", mgr="allow *")
        self._ceph("osd", "new", osd)
        self._run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osd)
        self._daemon("ceph-mgr", "-i", "x")
        self._daemon("ceph-osd", "-i", "0")
        self._until("the OSD is up", lambda: "1 up" in self._ceph("osd", "stat"))

    def start(self) -> "Ceph":
        """Start the gateway."""
        self.process = self._started("radosgw", "-n", "client.gate")
        self._until("the gateway answers", self._answers)
        return self

    def make_user(self) -> None:
        """Make the user of the tests."""
        names = ("--uid", "picup", "--display-name", "picup")
        keys = ("--access-key", ACCESS_KEY, "--secret-key", SECRET)
        self._run("radosgw-admin", "user", "create", *names, *keys)

    def limit(self, bucket: str, most_bytes: int) -> None:
        """Give a bucket a quota."""
        of = ("--quota-scope", "bucket", "--bucket", bucket)
        self._run("radosgw-admin", "quota", "set", *of, "--max-size", str(most_bytes))
        self._run("radosgw-admin", "quota", "enable", *of)

    def unlimit(self, bucket: str) -> None:
        """Take its quota away."""
        of = ("--quota-scope", "bucket", "--bucket", bucket)
        self._run("radosgw-admin", "quota", "disable", *of)

    def drop_bucket(self, bucket: str) -> None:
        """Remove a bucket with all that is in it, at once."""
        self._run(
            "radosgw-admin", "bucket", "rm", "--bucket", bucket, "--purge-objects", "--bypass-gc"
        )

    def end(self) -> None:
        """End every process, the gateway first and the monitor last."""
        self.stop()
        for daemon in reversed(self.daemons):
            daemon.kill()
            daemon.wait()

    def _make_monitor(self, fsid: str, mon_port: int) -> None:
        keyring, monmap = str(self.folder / "keyring"), str(self.folder / "monmap")
        every = ("--cap", "mon", "allow *", "--cap", "osd", "allow *", "--cap", "mgr", "allow *")
        made = ("ceph-authtool", keyring, "--gen-key")
        self._run(*made, "--create-keyring", "-n", "mon.", "--cap", "mon", "allow *")
        self._run(*made, "-n", "client.admin", *every)
        at = f"[v2:127.0.0.1:{mon_port}]"
        self._run("monmaptool", "--create", "--addv", "a", at, "--fsid", fsid, monmap)
        self._run("ceph-mon", "--mkfs", "-i", "a", "--monmap", monmap, "--keyring", keyring)

    def _key(self, name: str, folder: str, **caps: str) -> None:
        words = [word for of, cap in caps.items() for word in (of, cap)]
        keyring = str(self.folder / folder / "keyring")
        self._ceph("auth", "get-or-create", name, *words, "-o", keyring)

    def _daemon(self, *words: str) -> None:
        self.daemons.append(self._started(*words))

    def _started(self, *words: str) -> "subprocess.Popen[bytes]":
        with (self.folder / "log" / f"{words[0]}.out").open("ab") as log:
            command = [words[0], "--conf", str(self.folder / "ceph.conf"), *words[1:], "-f"]
            return subprocess.Popen(command, stdout=log, stderr=log)

    def _ceph(self, *words: str) -> str:
        return self._run("ceph", "--connect-timeout", "10", *words)

    def _run(self, *words: str) -> str:
        """Return what a program of Ceph says. NoCeph."""
        command = [words[0], "--conf", str(self.folder / "ceph.conf"), *words[1:]]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=STARTS_SECONDS
        )
        if done.returncode:
            raise NoCeph(f"{' '.join(words[:4])}: {done.returncode}: {done.stderr[-500:]}")
        return done.stdout

    def _answers(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            raise NoCeph(f"radosgw ended: {self.process.returncode}")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True

    def _until(self, what: str, is_so: Callable[[], bool]) -> None:
        ends_at = time.monotonic() + STARTS_SECONDS
        while not is_so():
            if time.monotonic() > ends_at:
                raise NoCeph(f"not in {STARTS_SECONDS} seconds: {what}")
            time.sleep(0.2)


@contextmanager
def ceph(folder: Path) -> Iterator[Ceph]:
    """Run a cluster with its gateway for as long as the block. NoCeph."""
    lacking = missing_programs()
    if lacking:
        raise NoCeph(f"not installed: {', '.join(lacking)}")
    cluster = Ceph(free_port(), folder=folder)
    try:
        cluster.found()
        cluster.start()
        cluster.make_user()
        yield cluster
    finally:
        cluster.end()
