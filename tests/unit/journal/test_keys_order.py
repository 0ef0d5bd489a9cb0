"""Which keys files are read where there are more than the bound: the newest, and the small ones."""

from picup_desktop.sync.journal.read import (
    MOST_KEYS_TOGETHER_BYTES,
    beyond_bounds,
    fetchable,
    keys_in_order,
)
from picup_desktop.vault.keys import MOST_KEYS_BYTES

ALBUM_BYTES = 566
"""What one more album adds to each keys file after it; each is written twice."""


def _vault(albums: int) -> dict[str, int]:
    return {
        f"keys/{2 * album + twice}.age": 4000 + ALBUM_BYTES * album
        for album in range(1, albums + 1)
        for twice in (0, 1)
    }


def test_the_newest_keys_of_a_vault_with_very_many_albums_are_read() -> None:
    """It has the key of every album; the smallest first would never come to it."""
    listed = _vault(1000)
    assert sum(listed.values()) > MOST_KEYS_TOGETHER_BYTES
    chosen = fetchable(listed)
    assert {"keys/2001.age", "keys/2000.age", "keys/2.age"} <= chosen
    assert sum(listed[name] for name in chosen) <= MOST_KEYS_TOGETHER_BYTES
    assert beyond_bounds(listed) is not None


def test_a_flood_with_high_numbers_hides_no_earlier_key() -> None:
    honest = _vault(200)
    flood = {f"keys/{10**9 + number}.age": MOST_KEYS_BYTES for number in range(1000)}
    chosen = fetchable({**honest, **flood})
    assert honest.keys() <= chosen
    assert sum({**honest, **flood}[name] for name in chosen) <= MOST_KEYS_TOGETHER_BYTES


def test_the_order_has_every_name_once_and_the_last_number_first() -> None:
    listed = {"keys/9.age": 5, "keys/10.age": 6, "keys/x.age": 1, "keys/11.age": MOST_KEYS_BYTES}
    assert keys_in_order(listed) == ["keys/11.age", "keys/10.age", "keys/9.age", "keys/x.age"]
    assert keys_in_order({}) == []
