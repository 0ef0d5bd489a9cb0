"""DISASTERS 2-1: when the vault locks itself, and the lock's own passphrase."""

import pytest

from picup_desktop.engine.locking import is_over, without_names
from picup_desktop.vault.errors import Damaged
from picup_desktop.vault.secret_store import (
    Secrets,
    decode_secrets,
    encode_secrets,
    make_passphrase_check,
    passphrase_opens,
)


@pytest.mark.parametrize(
    ("idle_seconds", "monotonic", "wall", "over"),
    [
        (0.0, 1e9, 1e9, False),
        (60.0, 59.0, 59.0, False),
        (60.0, 60.0, 60.0, True),
        # The computer slept, or its clock was set back.
        (60.0, 1.0, 3600.0, True),
        (60.0, 61.0, -3600.0, True),
    ],
)
def test_2_1_it_locks_when_nobody_was_there_for_so_long(
    idle_seconds: float, monotonic: float, wall: float, *, over: bool
) -> None:
    assert is_over(idle_seconds, (0.0, 0.0), (monotonic, wall)) is over


def test_2_1_only_its_own_passphrase_opens_a_lock_and_two_checks_are_never_alike() -> None:
    check = make_passphrase_check("열려라 참깨")

    assert passphrase_opens(check, "열려라 참깨")
    assert not passphrase_opens(check, "열려라 참깨 ")
    assert not passphrase_opens(check, "")
    assert check != make_passphrase_check("열려라 참깨")
    assert "열려라" not in check


def test_2_1_the_check_is_kept_among_the_secrets_and_secrets_without_one_are_read() -> None:
    secrets = Secrets("AGE-SECRET-KEY-1", "00" * 32, lock_check="abcd")
    plain = encode_secrets(secrets)

    assert decode_secrets(plain) == secrets
    assert "abcd" not in repr(secrets)
    older = plain.replace('"lock_check": "abcd", ', "")
    assert older != plain
    assert decode_secrets(older).lock_check == ""
    with pytest.raises(Damaged):
        decode_secrets(plain.replace("abcd", "not digits"))


def test_2_1_what_came_of_a_pass_is_told_without_names() -> None:
    assert without_names({"held": ["Family", "Phone"], "unprotected": 2}) == {
        "held": ["…", "…"],
        "unprotected": 2,
    }
    assert without_names({"stopped": True}) == {"stopped": True}
