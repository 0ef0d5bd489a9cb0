"""Files that grew or say what can not be: each read has an end, and is told (6-2, 6-4)."""

import json
from pathlib import Path

import pytest

from picup_desktop.sync.open_kit import open_keys
from picup_desktop.vault.layout import VAULT_NAME
from picup_desktop.words import Role
from tests.small import Small, small_vault


@pytest.fixture
def small(tmp_path: Path) -> Small:
    made = small_vault(tmp_path / "small", ["a.jpg", "b.jpg"])
    made.sync()
    return made


@pytest.mark.parametrize(
    "content",
    [
        b'{"format": "picup-vault", "version": 1e999, "vault": "x"}',
        b'{"format": "picup-vault", "version": -7, "vault": "x"}',
        b"[" * 200_000,
        b"garbage",
        b"",
        None,
    ],
)
def test_6_4_a_changed_vault_json_does_not_make_a_right_kit_wrong(
    small: Small, content: bytes | None
) -> None:
    file = small.root(Role.MAIN) / VAULT_NAME
    if content is None:
        plain = json.loads(file.read_bytes())
        vault = plain["vault"]
        plain["vault"] = ("0" if vault[0] != "0" else "1") + vault[1:]
        content = json.dumps(plain).encode()
    file.write_bytes(content)
    assert small.kit is not None
    keys = open_keys(Role.MAIN, small.storages()[Role.MAIN], small.kit)
    assert keys.vault_id == small.kit.vault_id
    assert [finding.place for finding in keys.findings] == [VAULT_NAME]
