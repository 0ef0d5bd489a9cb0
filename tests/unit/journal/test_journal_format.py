"""docs/format-journal.md is right: its commands read and verify what we seal."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from picup_desktop.vault.journal import CheckpointPart, seal_segment
from tests.unit.journal.test_journal_entries import a_hash
from tests.unit.journal.test_journal_segment import ENTRIES, make_keys

FORMAT = Path(__file__).parents[3] / "docs" / "format-journal.md"
STOCK_TOOLS = ("age", "gunzip", "jq", "openssl", "xxd", "sha256sum", "sh")


@pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in STOCK_TOOLS), reason="needs age, jq, openssl, xxd"
)
@pytest.mark.parametrize("part", [None, CheckpointPart(1, 1)])
def test_the_documented_commands_read_and_verify_a_segment(
    tmp_path: Path, part: CheckpointPart | None
) -> None:
    keys = make_keys()
    after = None if part is None else keys.seal().head
    sealed = seal_segment(ENTRIES, keys.author, keys.recipients, after=after, part=part)
    (tmp_path / "segment.age").write_bytes(sealed.data)
    (tmp_path / "kit.txt").write_text(f"{keys.recovery}\n")
    script = re.search(r"```sh\n(.*?)```", FORMAT.read_text(), re.DOTALL)
    assert script is not None
    done = subprocess.run(
        ["sh", "-eu", "-c", script[1]],
        cwd=tmp_path,
        env={**os.environ, "KIT": "kit.txt", "SEGMENT": "segment.age"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Signature Verified Successfully" in done.stdout
    assert sealed.hash in done.stdout
    assert keys.devices[keys.author.device_id] in done.stdout
    assert json.dumps([a_hash(1), "a.jpg"], separators=(",", ":")) in done.stdout
