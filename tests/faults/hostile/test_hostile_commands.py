"""Whole commands against a main storage that lies: they end, and say nothing that is not so (6-2).

The backup is honest: what rests there is read back from it while main lies.
"""

import json
from pathlib import Path

import pytest

from picup_desktop.vault.keys import MOST_KEYS_BYTES
from tests.faults.hostile.lied_to import lied_to
from tests.picup import photo_bytes
from tests.storage.sftp.hostile_server import Lie, folders_in_folders, nothing_read, raw_words


@pytest.mark.parametrize(
    ("lie", "why"),
    [
        (nothing_read, "gives other bytes than it was asked for"),
        (folders_in_folders, "names more files"),
        (raw_words, "All photos are on both storages"),
    ],
    ids=["nothing_read", "folders_in_folders", "raw_words"],
)
def test_6_2_commands_end_and_the_honest_storage_serves(lie: Lie, why: str, tmp_path: Path) -> None:
    with lied_to(tmp_path) as lied:
        lied.server.lie = lie
        lied.add("new.jpg")
        lied.run("sync")
        assert "storage_findings" in lied.causes()
        verified = lied.run("verify", "--all")
        assert verified.code == 1
        assert why in verified.out + verified.err
        assert lied.run("status").code == 0
        target = tmp_path / "got.jpg"
        assert lied.run("get", "Album/old.jpg", "--output", str(target), "--remote").code == 0
        assert target.read_bytes() == photo_bytes("old.jpg")
        photos = json.loads(lied.run("photos", "--json").out)
        protected = [one["path"] for one in photos if one["state"] == "protected"]
        assert "old.jpg" in protected
        # It lies about what it reads and lists; what is called protected is truly there.
        assert len(protected) <= len(lied.objects())
        for result in lied.told:
            said = result.out + result.err
            assert "Traceback" not in said
            assert said.replace("\n", "").isprintable()


def test_6_2_a_changed_vault_json_and_a_flood_of_keys_are_told_until_they_go(
    tmp_path: Path,
) -> None:
    with lied_to(tmp_path) as lied:
        own = lied.main / "vault.json"
        keys = own.parent / "keys" / "99.age"
        good = own.read_bytes()

        def plant_vault_json() -> None:
            own.write_bytes(b"{}")

        def plant_keys() -> None:
            own.write_bytes(good)
            keys.write_bytes(bytes(MOST_KEYS_BYTES + 1))

        for plant in (plant_vault_json, plant_keys):
            plant()
            assert lied.run("sync").code == 0
            assert "storage_findings" in lied.causes()
        assert not lied.well("storage main")
        keys.unlink()
        assert lied.run("sync").code == 0
        assert "storage_findings" not in lied.causes()
        assert lied.well("storage main")
