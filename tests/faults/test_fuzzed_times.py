"""Files with any times that this file system takes are kept, and come back (DISASTERS 5-7)."""

import os
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from picup_desktop.words import PhotoState
from tests.picup import PASSPHRASE, command
from tests.small import small_vault

COMMAND_SECONDS = 60.0
FILES = 12
times_ns = st.integers(-(2**62), 2**63 - 1) | st.integers(-(2**35), 2**35).map(
    lambda seconds: seconds * 10**9
)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(times_ns, min_size=FILES, max_size=FILES))
def test_5_7_any_time_is_kept_once_and_comes_back(times: list[int]) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        names = [f"{number}.jpg" for number in range(FILES)]
        small = small_vault(folder, names)
        (album,) = {path.parent for path in folder.rglob("0.jpg")}
        for name, time_ns in zip(names, times, strict=True):
            with suppress(OSError, OverflowError):
                os.utime(album / name, ns=(0, time_ns))
        kept = {name: (album / name).read_bytes() for name in names}
        small.sync()
        small.sync()
        with small.ledger() as ledger:
            assert ledger.photos.counts()[PhotoState.PROTECTED] == FILES
            # The second pass took nothing for changed.
            assert len(ledger.uploads.events(100)) == FILES
        done = subprocess.run(
            [*command(), "--home", str(small.home.folder), "restore", str(folder / "out")],
            env={**os.environ, "PICUP_PASSPHRASE": PASSPHRASE},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=COMMAND_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        back = {path.name: path.read_bytes() for path in (folder / "out").rglob("*.jpg")}
        assert back == kept
