"""Who belongs to a vault: what statements say, and what an enemy can make of them (6-4, 6-5)."""

import dataclasses
import itertools
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from picup_desktop.vault.trust import (
    KIT,
    MOST_LOOKED_AT,
    Anchors,
    Kind,
    SigningKey,
    Statement,
    Trust,
    judge,
    kind_of,
    kit_signing_key,
    restate,
    state,
)

VAULT, OTHER_VAULTS = "v" * 32, ("u" * 32, "w" * 32)
ROOT, NEW_ROOT = kit_signing_key(b"1" * 32), kit_signing_key(b"2" * 32)


def device(name: str) -> SigningKey:
    return SigningKey(name * 16, Ed25519PrivateKey.generate().private_bytes_raw())


A, B, C, THIEF = (device(name) for name in "abcd")
KIT_ONLY = Anchors(VAULT, ROOT.public, {})


def member(who: SigningKey, by: SigningKey, vault: str = VAULT) -> Statement:
    return state(vault, by, Kind.MEMBER, device=who.signer, key=who.public)


def removed(who: SigningKey, by: SigningKey, *, number: int = 3, at: int = 10) -> Statement:
    return state(VAULT, by, Kind.REMOVED, device=who.signer, number=number, at=at)


def kit(root: SigningKey, by: SigningKey, number: int) -> Statement:
    to = f"age1{root.public}"
    return state(VAULT, by, Kind.KIT, key=root.public, recipient=to, number=number, at=number)


def vault_key(
    by: SigningKey, number: int, *without: SigningKey, root: SigningKey = ROOT
) -> Statement:
    left = [one.signer for one in without]
    return state(
        VAULT,
        by,
        Kind.VAULT_KEY,
        recipient=f"age1{number}",
        number=number,
        kit=root.public,
        without=left,
    )


def named(who: SigningKey, by: SigningKey, name: str, at: int) -> Statement:
    return state(VAULT, by, Kind.NAME, device=who.signer, name=name, at=at)


def members(trust: Trust) -> set[str]:
    return {*trust.members}


BASE = (member(A, ROOT), member(B, ROOT))


def test_the_chain_begins_at_the_kit_and_goes_on_through_devices() -> None:
    trust = judge([member(C, B), *BASE], KIT_ONLY)
    assert trust.members == {one.signer: one.public for one in (A, B, C)}
    assert {*trust.valid} == {member(C, B), *BASE}


def test_nobody_else_can_let_somebody_in() -> None:
    said = [member(THIEF, THIEF), member(C, THIEF), kit(NEW_ROOT, THIEF, 9), vault_key(THIEF, 9)]
    trust = judge([*BASE, *said], KIT_ONLY)
    assert members(trust) == {A.signer, B.signer}
    assert (trust.kit, trust.vault_key) == (None, None)
    assert {*trust.valid} == {*BASE}


def test_the_name_of_a_trusted_signer_is_no_signature() -> None:
    forged = [replace(member(THIEF, THIEF), signer=signer) for signer in (KIT, A.signer)]
    assert members(judge([*BASE, *forged], KIT_ONLY)) == {A.signer, B.signer}
    bent = replace(BASE[0], text=BASE[0].text.replace(A.public, THIEF.public))
    assert members(judge([bent, BASE[1]], KIT_ONLY)) == {B.signer}


@pytest.mark.parametrize("vault", OTHER_VAULTS)
def test_statements_of_another_vault_say_nothing_here(vault: str) -> None:
    assert members(judge([member(A, ROOT, vault)], KIT_ONLY)) == set()


def test_without_a_kit_and_without_known_devices_nobody_belongs() -> None:
    assert members(judge(BASE, Anchors(VAULT, None, {}))) == set()
    assert members(judge(BASE, Anchors(VAULT, NEW_ROOT.public, {}))) == set()


def test_a_removed_device_stays_removed_whatever_it_says_and_whenever() -> None:
    late = [member(THIEF, B), kit(NEW_ROOT, B, 9), vault_key(B, 9), named(A, B, "mine", 0)]
    trust = judge([*BASE, removed(B, A), *late], KIT_ONLY)
    assert members(trust) == {A.signer}
    assert trust.removed[B.signer].number == 3
    assert (trust.kit, trust.vault_key, trust.names) == (None, None, {})
    assert trust.ever == {one.signer: one.public for one in (A, B, THIEF)}


def test_what_it_said_of_others_counts_on_once_somebody_says_it_again() -> None:
    said = [*BASE, member(C, B), removed(B, A)]
    assert members(judge(said, KIT_ONLY)) == {A.signer}
    assert members(judge([*said, restate(member(C, B), A)], KIT_ONLY)) == {A.signer, C.signer}


@pytest.mark.parametrize("known", [BASE, ()])
def test_an_older_set_replayed_to_who_remembers_more_takes_nothing_back(
    known: tuple[Statement, ...],
) -> None:
    kept = judge([*BASE, removed(B, A), vault_key(A, 2, B)], KIT_ONLY).valid
    anchors = Anchors(VAULT, ROOT.public, {A.signer: A.public, B.signer: B.public})
    trust = judge([*kept, *known, vault_key(A, 1)], anchors)
    assert members(trust) == {A.signer}
    assert trust.vault_key is not None
    assert trust.vault_key.number == 2


def test_of_two_that_remove_each_other_the_first_counts_and_the_kit_before_both() -> None:
    first = judge([*BASE, removed(B, A, at=10), removed(A, B, at=11)], KIT_ONLY)
    assert members(first) == {A.signer}
    by_kit = judge([*BASE, removed(A, ROOT, at=99), removed(B, A, at=1)], KIT_ONLY)
    assert members(by_kit) == {B.signer}


def test_no_device_removes_itself_and_no_stranger_is_removed() -> None:
    trust = judge([*BASE, removed(A, A), removed(C, A)], KIT_ONLY)
    assert (members(trust), trust.removed) == ({A.signer, B.signer}, {})


def test_the_highest_number_of_a_kit_and_a_vault_key_counts() -> None:
    said = [kit(ROOT, A, 1), kit(NEW_ROOT, B, 2), vault_key(B, 1), vault_key(A, 2)]
    trust = judge([*BASE, *said], KIT_ONLY)
    assert trust.kit is not None
    assert (trust.kit.key, trust.kit.number) == (NEW_ROOT.public, 2)
    assert trust.vault_key is not None
    assert trust.vault_key.number == 2


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ([kit(ROOT, A, 1), vault_key(A, 1)], False),
        ([kit(ROOT, A, 1), vault_key(A, 1), removed(B, A)], True),
        ([kit(ROOT, A, 1), vault_key(A, 2, B), removed(B, A)], False),
        ([kit(ROOT, A, 1), kit(NEW_ROOT, A, 2), vault_key(A, 1)], True),
        ([kit(ROOT, A, 1), kit(NEW_ROOT, A, 2), vault_key(A, 1, root=NEW_ROOT)], False),
        ([kit(NEW_ROOT, A, 1), kit(ROOT, A, 2), vault_key(A, 1, root=NEW_ROOT)], True),
        ([kit(ROOT, A, 1), vault_key(A, 2, B, C), removed(B, A)], False),
        ([vault_key(A, 1)], False),
        ([kit(ROOT, A, 1)], False),
    ],
)
def test_new_keys_are_due_while_somebody_who_should_not_has_them(
    said: list[Statement], due: bool
) -> None:
    assert judge([*BASE, *said], KIT_ONLY).is_renewal_due is due


def test_a_device_speaks_of_its_own_recipient_only() -> None:
    own = state(VAULT, A, Kind.CARD, device=A.signer, recipient="age1a")
    of_other = state(VAULT, A, Kind.CARD, device=B.signer, recipient="age1thief")
    assert judge([*BASE, own, of_other], KIT_ONLY).cards == {A.signer: "age1a"}
    of_first = state(VAULT, B, Kind.CARD, device=A.signer, recipient="age1thief")
    assert judge([*BASE, of_first], KIT_ONLY).cards == {}


def test_the_newest_name_counts_whoever_gave_it() -> None:
    said = [named(B, B, "old", 0), named(B, A, "new", 5)]
    assert judge([*BASE, *said], KIT_ONLY).names == {B.signer: "new"}


def test_a_key_of_a_known_device_never_changes() -> None:
    other = replace(THIEF, signer=A.signer)
    anchors = Anchors(VAULT, ROOT.public, {A.signer: A.public})
    trust = judge([member(other, ROOT)], anchors)
    assert trust.members == {A.signer: A.public}
    assert trust.valid == ()


def test_the_order_of_the_statements_makes_no_difference() -> None:
    said = [*BASE, member(C, B), removed(B, A), kit(NEW_ROOT, A, 2)]
    found = {repr(judge(order, KIT_ONLY)) for order in itertools.permutations(said)}
    assert len(found) == 1


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "[" * 9999, '{"kind":"member"}', '{"kind":"later","vault":"v"}'],
)
def test_nonsense_and_kinds_of_later_say_nothing(text: str) -> None:
    signed = restate(Statement(text, "", ""), A)
    assert judge([*BASE, signed], KIT_ONLY).valid == judge(BASE, KIT_ONLY).valid
    assert kind_of(signed) is None


def test_that_a_removed_device_once_belonged_is_handed_on() -> None:
    valid = judge([*BASE, removed(B, A)], KIT_ONLY).valid
    assert {*valid} == {*BASE, removed(B, A)}
    assert B.signer in judge(valid, KIT_ONLY).ever


@pytest.mark.parametrize(
    ("said", "has"),
    [
        ([], False),
        ([kit(ROOT, A, 0)], False),
        ([vault_key(A, 0)], False),
        ([kit(ROOT, A, 1), vault_key(A, 1)], False),
        ([kit(ROOT, A, 2)], True),
        ([kit(ROOT, A, 3), vault_key(A, 1)], True),
        ([vault_key(A, 2)], True),
        ([kit(ROOT, A, 1), vault_key(A, 3)], True),
        ([removed(B, A)], True),
    ],
)
def test_keys_of_before_are_there_once_anything_was_renewed(
    said: list[Statement], has: bool
) -> None:
    assert judge([*BASE, *said], KIT_ONLY).has_former_keys is has


@pytest.mark.parametrize("key", ["00" * 32, "ff" * 32])
def test_a_statement_about_another_key_of_a_device_is_not_handed_on(key: str) -> None:
    anchors = Anchors(VAULT, ROOT.public, {A.signer: A.public})
    other = state(VAULT, ROOT, Kind.MEMBER, device=A.signer, key=key)
    trust = judge([other, member(A, ROOT)], anchors)
    assert trust.valid == (member(A, ROOT),)
    assert trust.members == {A.signer: A.public}


LAST = device("z")
"""A device whose id comes after the word for the kit."""


def read(statement: Statement) -> Statement:
    """The same statement as it comes from a file."""
    return Statement(*("".join(list(part)) for part in dataclasses.astuple(statement)))


def test_any_id_is_that_of_a_device_but_the_kit_s_own_word() -> None:
    said = [read(one) for one in (member(LAST, ROOT), member(C, LAST))]
    assert members(judge(said, KIT_ONLY)) == {LAST.signer, C.signer}
    gone = [read(one) for one in (*BASE, *said, removed(LAST, A), kit(NEW_ROOT, LAST, 9))]
    trust = judge(gone, KIT_ONLY)
    assert members(trust) == {A.signer, B.signer}
    assert trust.kit is None
    named_kit = read(member(replace(C, signer=KIT), ROOT))
    assert members(judge([named_kit], KIT_ONLY)) == set()


def test_what_the_kit_said_is_handed_on_as_it_was_read() -> None:
    assert {*judge(map(read, BASE), KIT_ONLY).valid} == {*BASE}


def test_the_kit_removes_before_any_device() -> None:
    said = [*BASE, member(LAST, ROOT), removed(A, LAST, at=1), removed(LAST, ROOT, at=99)]
    assert members(judge(map(read, said), KIT_ONLY)) == {A.signer, B.signer}


@pytest.mark.parametrize("key", ["", "ab" * 31, "ab" * 33, "xy" * 32])
def test_a_member_without_a_key_is_none(key: str) -> None:
    nobody = state(VAULT, ROOT, Kind.MEMBER, device=C.signer, key=key)
    assert members(judge([nobody], KIT_ONLY)) == set()


def test_6_5_nobody_removes_the_one_by_whom_alone_he_belongs_to_the_vault() -> None:
    """The two would be out, and with the last ones of a vault its kit would open nothing."""
    said = [member(A, ROOT), member(B, A), member(C, B)]
    for signer in (B, C):
        trust = judge([*said, removed(A, signer)], KIT_ONLY)
        assert (set(trust.members), trust.removed) == ({A.signer, B.signer, C.signer}, {})
    # Where another one let him in as well, or the kit says it, it counts.
    for more in (member(B, ROOT), removed(A, ROOT, at=20)):
        trust = judge([*said, removed(A, B), more], KIT_ONLY)
        assert A.signer in trust.removed
        assert A.signer not in trust.members
    # Who knows him already goes by that.
    known = replace(KIT_ONLY, devices={B.signer: B.public})
    assert A.signer in judge([*said, removed(A, B)], known).removed
    # A removal that does not count stands in no other one's way.
    others = [*said, member(THIEF, ROOT), removed(A, B, at=1), removed(A, THIEF, at=2)]
    assert judge(others, KIT_ONLY).removed[A.signer].at == 2


def test_6_5_more_removals_than_a_vault_has_cost_no_more_looks() -> None:
    gone = [SigningKey(f"{number:016x}", A.private) for number in range(MOST_LOOKED_AT + 1)]
    said = [member(A, ROOT), *(member(one, ROOT) for one in gone)]
    said += [removed(one, A, at=at) for at, one in enumerate(gone)]
    trust = judge(said, KIT_ONLY)
    assert len(trust.removed) == MOST_LOOKED_AT
    assert gone[-1].signer in trust.members
