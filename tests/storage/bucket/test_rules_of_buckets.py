"""A rule of a bucket that removes or archives photos by itself is told before it does so."""

import secrets
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from picup_desktop.attention.causes import Cause
from picup_desktop.clock import SystemClock
from picup_desktop.messages.catalogue import in_english
from picup_desktop.storage.base import Probe
from picup_desktop.storage.bucket.fields import all_of
from picup_desktop.storage.bucket.rules import days_until_archived, days_until_removed, rules_about
from picup_desktop.storage.keeping import Keeping, Versions
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.health.storage_checks import check_storage
from picup_desktop.sync.join.replacement import give_part_to_new_place
from picup_desktop.sync.reach.contact import Contact, Contacts
from picup_desktop.sync.reach.keeping import attend_rule, keeping_of, note_keeping
from picup_desktop.words import Role, StorageState
from tests.buckets import SECRET, BucketServer
from tests.small import small_vault

RULE = "<Rule><Status>Enabled</Status>{}</Rule>"
NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
AFTER = "<Expiration><Days>{}</Days></Expiration>"
ON = f"<VersioningConfiguration {NAMESPACE}><Status>Enabled</Status></VersioningConfiguration>"
HIDDEN = (
    "<NoncurrentVersionExpiration><NoncurrentDays>3</NoncurrentDays></NoncurrentVersionExpiration>"
    "<AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation>"
    "</AbortIncompleteMultipartUpload>"
    "<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>"
)
TO = "<Transition><Days>{}</Days><StorageClass>{}</StorageClass></Transition>"


def _rules(*rules: str) -> list[Element]:
    whole = f"<LifecycleConfiguration {NAMESPACE}>{''.join(rules)}</LifecycleConfiguration>"
    return [*all_of(fromstring(whole), "Rule")]


@pytest.mark.parametrize(
    ("root", "of", "is_about"),
    [
        ("vault/", "", True),
        ("vault/", "<Filter/>", True),
        ("vault/", "<Filter><Prefix/></Filter>", True),
        ("vault/", "<Prefix>va</Prefix>", True),
        ("vault/", "<Filter><Prefix>vault/</Prefix></Filter>", True),
        ("vault/", "<Filter><Prefix>vault/objects/ab</Prefix></Filter>", True),
        ("vault/", "<Filter><Prefix>vault/tmp/</Prefix></Filter>", False),
        ("vault/", "<Filter><Prefix>vault/tm</Prefix></Filter>", True),
        ("vault/", "<Filter><Prefix>other/</Prefix></Filter>", False),
        ("vault/", "<Filter><Prefix>vault2/</Prefix></Filter>", False),
        ("", "<Filter><Prefix>objects/</Prefix></Filter>", True),
        ("", "<Filter><Prefix>tmp/</Prefix></Filter>", False),
        ("vault/", "<Filter><Tag><Key>a</Key></Tag></Filter>", False),
        ("vault/", "<Filter><And><Prefix>vault/</Prefix><Tag/></And></Filter>", False),
        ("vault/", "<Filter><ObjectSizeGreaterThan>9</ObjectSizeGreaterThan></Filter>", True),
    ],
)
def test_which_rules_are_about_the_vault(root: str, of: str, is_about: bool) -> None:
    assert len([*rules_about(root, _rules(RULE.format(of)))]) == is_about


def test_a_rule_that_is_switched_off_is_about_nothing() -> None:
    off = _rules(f"<Rule><Status>Disabled</Status>{AFTER.format(3)}</Rule>")
    assert [*rules_about("", off)] == []


@pytest.mark.parametrize(
    ("says", "removed", "archived"),
    [
        (AFTER.format(30), 30, None),
        (AFTER.format("9" * 15), 36_600, None),
        (AFTER.format("many"), 0, None),
        ("<Expiration><Date>2027-01-01T00:00:00Z</Date></Expiration>", 0, None),
        (HIDDEN, None, None),
        (TO.format(0, "GLACIER"), None, 0),
        (TO.format(90, "DEEP_ARCHIVE") + TO.format(7, "GLACIER"), None, 7),
        (TO.format(9, "STANDARD_IA") + TO.format(30, "GLACIER_IR"), None, None),
        (AFTER.format(99) + TO.format(9, "GLACIER"), 99, 9),
    ],
)
def test_what_a_rule_does(says: str, removed: int | None, archived: int | None) -> None:
    [rule] = _rules(RULE.format(says))
    assert (days_until_removed(rule), days_until_archived(rule)) == (removed, archived)


def _made(buckets: BucketServer, *rules: str) -> str:
    bucket = f"b-{secrets.token_hex(8)}"
    buckets.make_bucket(bucket)
    whole = f"<LifecycleConfiguration {NAMESPACE}>{''.join(rules)}</LifecycleConfiguration>"
    buckets.asked("PUT", bucket, {"lifecycle": ""}, whole.encode())
    return bucket


@pytest.mark.parametrize(
    ("says", "keeps", "words"),
    [
        (AFTER.format(30), Keeping(Versions.OFF, ends_days=30), "removes what is 30 days old"),
        (
            TO.format(7, "DEEP_ARCHIVE"),
            Keeping(Versions.OFF, archives_days=7),
            "7 days old into an archive",
        ),
        (
            "<Expiration><Date>2027-01-01T00:00:00Z</Date></Expiration>",
            Keeping(Versions.OFF, ends_days=0),
            "on a day that it names",
        ),
    ],
)
def test_a_real_store_names_its_rules_and_doctor_does_not_pass(
    buckets: BucketServer, tmp_path: Path, says: str, keeps: Keeping, words: str
) -> None:
    filtered = f"<ID>a</ID><Filter><Prefix>va</Prefix></Filter>{says}"
    bucket = _made(buckets, RULE.format(filtered))
    access = Access(tmp_path / "known_hosts", password=SECRET)
    storage = parse_place(buckets.url(bucket)).open(access)
    assert storage.probe().keeps == keeps
    checks = {one.name: one for one in check_storage(Role.MAIN, storage, tmp_path, SystemClock())}
    assert not checks["removal main"].ok
    assert words in in_english(checks["removal main"].text)


def test_a_rule_about_hidden_versions_is_what_the_guide_asks_for(
    buckets: BucketServer, tmp_path: Path
) -> None:
    ends = (
        "<NoncurrentVersionExpiration><NoncurrentDays>30</NoncurrentDays>"
        "</NoncurrentVersionExpiration>"
    )
    bucket = _made(buckets, RULE.format(f"<ID>a</ID><Filter><Prefix/></Filter>{ends}"))
    buckets.keep_versions(bucket)
    access = Access(tmp_path / "known_hosts", password=SECRET)
    storage = parse_place(buckets.url(bucket)).open(access)
    assert storage.probe().keeps == Keeping(Versions.ON)
    checks = {one.name: one for one in check_storage(Role.MAIN, storage, tmp_path, SystemClock())}
    assert checks["removal main"].ok


def test_what_a_bucket_does_not_say_now_stays_as_it_said_before(tmp_path: Path) -> None:
    silent = Keeping(Versions.UNKNOWN, rules_known=False)
    with small_vault(tmp_path, ["0.jpg"]).ledger() as ledger:
        for keeps, said in (
            (Keeping(Versions.ON, 30, ends_days=9), Keeping(Versions.ON, 30, ends_days=9)),
            (silent, Keeping(Versions.ON, 30, ends_days=9)),
            (
                Keeping(Versions.SUSPENDED, rules_known=False),
                Keeping(Versions.SUSPENDED, ends_days=9),
            ),
            (Keeping(Versions.UNKNOWN), Keeping(Versions.SUSPENDED)),
            (Keeping(Versions.OFF), Keeping(Versions.OFF)),
            (silent, silent),
            (None, Keeping(Versions.OFF)),
        ):
            note_keeping(ledger, Role.BACKUP, keeps)
            assert keeping_of(ledger, Role.BACKUP) == said.message


def test_5_3_a_rule_goes_with_its_bucket(tmp_path: Path) -> None:
    with small_vault(tmp_path, ["0.jpg"]).ledger() as ledger:
        attend_rule(ledger, Role.BACKUP, Keeping(Versions.OFF, ends_days=9), 1.0)
        give_part_to_new_place(ledger, Role.MAIN)
        assert len(ledger.attention.all()) == 1
        give_part_to_new_place(ledger, Role.BACKUP)
        assert not ledger.attention.all()


def test_5_1_a_person_is_told_until_the_rule_ends(tmp_path: Path) -> None:
    """The window was green meanwhile, with a line on the card."""
    with small_vault(tmp_path, ["0.jpg"]).ledger() as ledger:
        contacts = Contacts(ledger, SystemClock(), ledger.vaults.settings())
        for keeps, causes in (
            (Keeping(Versions.ON, ends_days=30), [Cause.BUCKET_RULE]),
            (Keeping(Versions.ON, archives_days=0), [Cause.BUCKET_RULE]),
            (Keeping(Versions.UNKNOWN, rules_known=False), [Cause.BUCKET_RULE]),
            (Keeping(Versions.ON), []),
            (Keeping(Versions.ON, rules_known=False), []),
            (None, []),
        ):
            probe = Probe(0.1, None, None, keeps=keeps)
            contacts.note({Role.BACKUP: Contact(StorageState.ONLINE, None, probe)})
            assert [item.cause for item in ledger.attention.all()] == causes
