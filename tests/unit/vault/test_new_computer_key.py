"""The signing key of a home that became a computer of its own (5-6)."""

from picup_desktop.vault.keys import derive_device_key, device_public_key

FIRST = bytes(range(32))


def test_each_id_has_a_key_of_its_own_and_always_the_same() -> None:
    one, two = derive_device_key(FIRST, "01" * 8), derive_device_key(FIRST, "02" * 8)
    assert one == derive_device_key(FIRST, "01" * 8)
    assert len({one, two, FIRST, derive_device_key(bytes(32), "01" * 8)}) == 4
    assert len(device_public_key(one)) == 64
