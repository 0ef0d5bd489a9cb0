"""Files with times that no ledger can hold: they and their neighbours are kept (DISASTERS 5-7)."""

import os

import pytest

from tests.picup import Vault

PAST_2262 = 10_413_792_000  # 2300-01-01


@pytest.mark.parametrize("seconds", [PAST_2262, -(2**31)])
def test_5_7_a_file_with_an_odd_time_is_kept_and_so_are_the_others(
    vault: Vault, seconds: int
) -> None:
    odd = vault.add("odd.jpg")
    os.utime(odd, (seconds, seconds))
    vault.add("usual.jpg")
    assert vault.run("sync").code == 0
    assert {photo["state"] for photo in vault.photos().values()} == {"protected"}
    # Nothing about it changes any more.
    assert vault.run("sync").code == 0
    assert len(vault.events()) == 2
    out = vault.folder / "out"
    assert vault.run("restore", str(out)).code == 0
    assert len(list(out.rglob("*.jpg"))) == 2
