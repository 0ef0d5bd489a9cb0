"""6-5 A stolen computer and a kit that was seen: nothing that comes later opens to them."""

import json
from pathlib import Path

import pytest

from picup_desktop.attention.cause_row import RETRY
from picup_desktop.attention.causes import Cause
from picup_desktop.clock import SystemClock
from picup_desktop.errors import UsageError
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.sync.answers import answer
from picup_desktop.sync.first_look.answers import become_new_computer_if_asked
from picup_desktop.sync.home.hold import ask_for_new_computer
from picup_desktop.sync.join.handover import Handover
from picup_desktop.sync.join.kit import WrongKit, open_keys
from picup_desktop.sync.journal.changes import TOLD_SECONDS, forget_old_changes
from picup_desktop.sync.journal.renewal import (
    computers,
    find_computer,
    let_in_by,
    new_kit,
    remove_computer,
    rename_computer,
    use_kit,
)
from picup_desktop.sync.journal.trust import trust_of
from picup_desktop.sync.journal.write import signer_of, vault_keys_of
from picup_desktop.vault import age
from picup_desktop.vault.errors import NotForThisKey
from picup_desktop.vault.journal import SegmentCheck
from picup_desktop.vault.keys import open_bytes
from picup_desktop.vault.kit import RecoveryKit, recovery_identity
from picup_desktop.words import PhotoState, Role
from tests.picup import photo_bytes
from tests.small import Second, Small, joined, photos, small_vault


@pytest.fixture
def one(tmp_path: Path) -> Small:
    made = small_vault(tmp_path / "one", ["a.jpg"])
    made.sync()
    return made


@pytest.fixture
def two(one: Small, tmp_path: Path) -> Second:
    second = joined(one, tmp_path / "two")
    one.sync()
    return second


def hand_over(vault: Small, ledger: Ledger) -> None:
    handover = Handover(
        ledger,
        SystemClock(),
        vault.secrets,
        vault.storages(),
        journal=vault.home.journal,
        scratch=vault.home.scratch,
    )
    handover.publish()
    assert not handover.failed


def remove(vault: Small, device_id: str) -> None:
    now = SystemClock().now()
    with vault.ledger() as ledger:
        remove_computer(ledger, signer_of(ledger, vault.secrets), device_id, now)
        hand_over(vault, ledger)


def id_of(vault: Small) -> str:
    with vault.ledger() as ledger:
        record = ledger.vaults.get()
    assert record is not None
    return record.device_id


def listed(vault: Small) -> dict[str, PhotoState]:
    with vault.ledger() as ledger:
        return {one.photo.path: one.photo.state for one in ledger.listing.photos()}


def add(vault: Small, album: str, name: str) -> None:
    photos(vault.folder / album, [name])
    vault.sync()


def new_files(vault: Small, before: dict[str, bytes], role: Role = Role.MAIN) -> dict[str, bytes]:
    return {n: data for n, data in vault.files(role).items() if n not in before}


def opens(data: bytes, keys: list[age.Identity]) -> bool:
    try:
        open_bytes(data, keys)
    except NotForThisKey:
        return False
    return True


def keys_of(vault: Small) -> list[age.Identity]:
    with vault.ledger() as ledger:
        return [*vault_keys_of(ledger, vault.secrets)]


def findings(vault: Small) -> list[tuple[str, str]]:
    with vault.ledger() as ledger:
        return [
            (one["check"], one["place"])
            for item in ledger.attention.all()
            if item.kind == "journal"
            for one in item.details.get("findings", ())
        ]


def test_6_5_what_comes_after_a_removal_does_not_open_to_the_removed_computer(
    one: Small, two: Second
) -> None:
    stolen = keys_of(two)
    with two.ledger() as ledger:
        stolen += [signer_of(ledger, two.secrets).own_key]
    before = one.files(Role.MAIN)
    remove(one, id_of(two))
    add(one, "Album", "later.jpg")
    new = new_files(one, before)
    assert {name.split("/")[0] for name in new} == {"keys", "journal", "objects"}
    # Of the keys files, what it may read is the one that says that it was removed.
    readable = [name for name, data in new.items() if opens(data, stolen)]
    assert {name.split("/")[0] for name in readable} == {"keys"}
    for name in readable:
        plain = json.loads(open_bytes(new[name], stolen).splitlines()[0])
        assert (plain["vault_key"], plain["former_vault_keys"], plain["albums"]) == (None, [], {})
        assert plain["storages"] == {}
    # Its own photos stay, and everything can still be read by who stays.
    assert set(listed(one)) == {"a.jpg", "later.jpg", "of second.jpg"}
    assert set(listed(one).values()) == {PhotoState.PROTECTED}
    with one.ledger() as ledger:
        for found in ledger.listing.photos():
            name = found.photo.path
            assert one.read(ledger, found.photo) == photo_bytes(name, 3000)


def test_6_5_what_a_removed_computer_writes_later_is_named_and_does_not_count(
    one: Small, two: Second, tmp_path: Path
) -> None:
    remove(one, id_of(two))
    # It does not know yet, or does not care.
    two.secrets = two.secrets
    add(two, "Second", "forged later.jpg")
    one.sync()
    assert "forged later.jpg" not in listed(one)
    found = findings(one)
    assert found
    assert {check for check, _ in found} == {SegmentCheck.REMOVED_DEVICE.value}
    assert all(place.startswith(f"journal/{id_of(two)}/") for _, place in found)
    # The same for a computer that joins later, with the kit and one storage.
    third = joined(one, tmp_path / "three")
    assert "forged later.jpg" not in listed(third)
    assert set(listed(third)) == {"a.jpg", "of second.jpg"}
    with third.ledger() as ledger:
        assert id_of(two) in trust_of(ledger).removed


def test_6_5_replaying_the_keys_files_of_before_brings_no_computer_back(
    one: Small, two: Second
) -> None:
    before = one.files(Role.MAIN)
    remove(one, id_of(two))
    for role in Role:
        for name in new_files(one, before, role):
            if name.startswith("keys/"):
                (one.root(role) / name).unlink()
    one.sync()
    with one.ledger() as ledger:
        assert id_of(two) in trust_of(ledger).removed
        current = ledger.vaults.get()
        first_key = str(age.parse_identity(one.secrets.vault_key).recipient())
        assert current is not None
        assert current.vault_recipient != first_key
    one.verify(repair=True)
    assert one.kit is not None
    again = open_keys(Role.MAIN, one.storages()[Role.MAIN], one.kit)
    assert id_of(two) in again.believed.trust.removed
    assert again.vault_key != one.secrets.vault_key


def test_6_5_another_computer_s_removal_and_new_kit_are_told_once(
    one: Small, two: Second, tmp_path: Path
) -> None:
    three = joined(one, tmp_path / "three")
    for each in (one, two):
        each.sync()
    remove(one, id_of(two))
    with one.ledger() as ledger:
        use_kit(ledger, signer_of(ledger, one.secrets), new_kit(ledger), SystemClock().now())
        hand_over(one, ledger)
    one.sync()
    assert changes_told(one) == []
    three.sync()
    kit, removal = changes_told(three)
    assert kit.startswith("A new recovery kit was made on another computer")
    with three.ledger() as ledger:
        names = {c.device_id: c.name for c in computers(ledger)}
    assert removal.startswith(f"{names[id_of(two)]} was removed from this vault")
    assert names[id_of(one)] in kit
    assert names[id_of(one)] in removal

    # A person knows of one of them; the other waits for 30 days. Neither is told again.
    with three.ledger() as ledger:
        first = next(i for i in ledger.attention.all() if i.cause is Cause.VAULT_CHANGED)
        answer(ledger, ledger.vaults.settings(), SystemClock(), first, RETRY)
        assert [i.cause for i in ledger.attention.all()] == [Cause.VAULT_CHANGED]
    three.sync()
    assert len(changes_told(three)) == 1
    with three.ledger() as ledger, ledger.transaction():
        forget_old_changes(ledger, SystemClock().now() + TOLD_SECONDS - 60)
        assert len(ledger.attention.all()) == 1
        forget_old_changes(ledger, SystemClock().now() + TOLD_SECONDS + 60)
        assert ledger.attention.all() == []
    # Who joins later has nothing to be told, and who was removed has an item of its own.
    two.sync()
    assert changes_told(two) == []


def changes_told(vault: Small) -> list[str]:
    with vault.ledger() as ledger:
        return sorted(i.text for i in ledger.attention.all() if i.cause is Cause.VAULT_CHANGED)


def test_6_5_a_new_kit_opens_all_and_the_old_one_nothing_that_comes(
    one: Small, two: Second
) -> None:
    assert one.kit is not None
    old = one.kit
    before = one.files(Role.MAIN)
    with one.ledger() as ledger:
        kit = new_kit(ledger)
        use_kit(ledger, signer_of(ledger, one.secrets), kit, SystemClock().now())
        hand_over(one, ledger)
    add(one, "Album", "later.jpg")
    old_keys = [recovery_identity(old), *keys_of(two)]
    new = new_files(one, before)
    readable = {name for name, data in new.items() if opens(data, old_keys)}
    assert {name.split("/")[0] for name in readable} == {"keys"}
    for name in readable:
        plain = json.loads(open_bytes(new[name], old_keys).splitlines()[0])
        assert plain["vault_key"] is None
        assert plain["albums"] == {}
    with pytest.raises(WrongKit) as refused:
        open_keys(Role.BACKUP, one.storages()[Role.BACKUP], old)
    assert refused.value.message.code == "recovery-kit-was-replaced"
    one.kit = RecoveryKit(old.vault_id, str(kit.identity), 0.0, old.storages, signs=True)
    third = joined(one, one.folder / "three")
    assert set(listed(third)) == {"a.jpg", "later.jpg", "of second.jpg"}
    with third.ledger() as ledger:
        for found in ledger.listing.photos():
            assert third.read(ledger, found.photo) == photo_bytes(found.photo.path, 3000)
    # The second computer learns of it by itself, and seals to the new kit as well.
    two.sync()
    assert findings(two) == []
    before = one.files(Role.MAIN)
    add(two, "Second", "after.jpg")
    new = new_files(one, before)
    assert not [name for name, data in new.items() if opens(data, old_keys)]
    sealed = next(data for name, data in new.items() if name.startswith("objects/"))
    assert opens(sealed, [kit.identity])
    one.sync()
    assert "after.jpg" in listed(one)


def test_6_5_a_new_kit_keeps_what_a_removed_computer_wrote_before(
    one: Small, two: Second, tmp_path: Path
) -> None:
    assert one.kit is not None
    remove(one, id_of(two))
    add(two, "Second", "forged later.jpg")
    with one.ledger() as ledger:
        kit = new_kit(ledger)
        use_kit(ledger, signer_of(ledger, one.secrets), kit, SystemClock().now())
        hand_over(one, ledger)
    one.kit = RecoveryKit(one.kit.vault_id, str(kit.identity), 0.0, one.kit.storages, signs=True)
    keys = open_keys(Role.MAIN, one.storages()[Role.MAIN], one.kit)
    assert keys.findings == ()
    third = joined(one, tmp_path / "three")
    assert set(listed(third)) == {"a.jpg", "of second.jpg"}
    with third.ledger() as ledger:
        assert [one.is_removed for one in computers(ledger)].count(True) == 1
        assert None not in [one.last_wrote_at for one in computers(ledger)]
        for found in ledger.listing.photos():
            assert third.read(ledger, found.photo) == photo_bytes(found.photo.path, 3000)


def test_6_5_a_home_that_became_a_computer_of_its_own_is_vouched_for_and_named(
    one: Small, two: Second, tmp_path: Path
) -> None:
    former = id_of(two)
    with two.ledger() as ledger:
        ask_for_new_computer(ledger)
        become_new_computer_if_asked(ledger, two.secrets, SystemClock())
    assert id_of(two) != former
    two.sync()
    two.sync()
    one.sync()
    third = joined(one, tmp_path / "three")
    assert findings(one) == findings(third) == []
    for vault in (one, third):
        with vault.ledger() as ledger:
            assert {former, id_of(two)} <= trust_of(ledger).members.keys()
            name = find_computer(ledger, id_of(two)).name
            assert let_in_by(ledger, find_computer(ledger, former)) == [name]
    # Who removes the former one hears of the new one, and does not put it out unasked.
    remove(one, former)
    with one.ledger() as ledger:
        assert id_of(two) in trust_of(ledger).members
        assert former in trust_of(ledger).removed
    remove(one, id_of(two))
    with one.ledger() as ledger:
        assert id_of(two) not in trust_of(ledger).members


def test_6_5_a_home_that_removes_its_former_identity_is_still_known_to_the_kit(
    one: Small, tmp_path: Path
) -> None:
    """It is known by that one alone: a kit that opens nothing any more would be the end."""
    former = id_of(one)
    with one.ledger() as ledger:
        ask_for_new_computer(ledger)
        become_new_computer_if_asked(ledger, one.secrets, SystemClock())
    one.sync()
    add(one, "Album", "later.jpg")
    with pytest.raises(UsageError) as refused:
        remove(one, former)
    assert refused.value.message.code == "known-by-the-removed-one-alone"
    assert one.kit is not None
    with one.ledger() as ledger:
        assert former in trust_of(ledger).members
        kit = new_kit(ledger)
        use_kit(ledger, signer_of(ledger, one.secrets), kit, SystemClock().now())
        hand_over(one, ledger)
    remove(one, former)
    add(one, "Album", "last.jpg")
    one.kit = RecoveryKit(one.kit.vault_id, str(kit.identity), 0.0, one.kit.storages, signs=True)
    third = joined(one, tmp_path / "three")
    assert findings(third) == []
    assert set(listed(third)) == {"a.jpg", "later.jpg", "last.jpg", "of second.jpg"}
    with third.ledger() as ledger:
        assert former in trust_of(ledger).removed


def test_6_5_computers_have_names_and_a_time(one: Small, two: Second) -> None:
    with one.ledger() as ledger:
        signer, now = signer_of(ledger, one.secrets), SystemClock().now()
        first, second = computers(ledger)
        assert (first.is_this, second.is_this) == (True, False)
        assert first.last_wrote_at is not None
        assert second.last_wrote_at is not None
        with pytest.raises(UsageError):
            rename_computer(ledger, signer, second.device_id, "two\nlines", now)
        rename_computer(ledger, signer, second.device_id, "노트북", now)
        rename_computer(ledger, signer, first.device_id, "desk", now)
        assert find_computer(ledger, "노트북").device_id == second.device_id
        with pytest.raises(UsageError, match="itself"):
            remove_computer(ledger, signer, "desk", now)
        with pytest.raises(UsageError, match="desk"):
            remove_computer(ledger, signer, "nobody", now)
    one.sync()
    two.sync()
    with two.ledger() as ledger:
        assert {one.name for one in computers(ledger)} == {"desk", "노트북"}
