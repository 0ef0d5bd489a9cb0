"""A bucket that hides what is removed, or locks it, and uploads that never ended (3-1, 3-2)."""

import os
import secrets
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest

from picup_desktop.clock import SystemClock, iso
from picup_desktop.messages.catalogue import in_english
from picup_desktop.messages.message import Message
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import StorageDenied, StorageHolds
from picup_desktop.storage.keeping import Keeping, Versions
from picup_desktop.storage.parts import is_ours
from picup_desktop.storage.place import Access
from picup_desktop.storage.registry import parse_place
from picup_desktop.sync.delete.worker import OLD_SECONDS, sweep
from picup_desktop.sync.health.storage_checks import check_storage
from picup_desktop.words import Role
from tests.buckets import SECRET, BucketServer
from tests.hostile import CUT, DATED, Answered, Asked, Hostile, Rule, hostile, s3_error, s3_page

HASH = "ab" * 32
NAME = f"objects/ab/{HASH}"
DENIED = s3_error(403, "AccessDenied")
STRICT = "<Mode>COMPLIANCE</Mode>"
HEAD = Answered(headers={"Content-Length": "1", **DATED})
VERSIONS = "<VersioningConfiguration>{}</VersioningConfiguration>"
LOCK = (
    "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule>"
    "<DefaultRetention>{}</DefaultRetention></Rule></ObjectLockConfiguration>"
)


@pytest.fixture
def enemy() -> Iterator[Hostile]:
    with hostile(lambda _: s3_page("vault/vault.json")) as server:
        yield server


def _open(url: str, folder: Path) -> Storage:
    access = Access(folder / "known_hosts", password=SECRET, stall_seconds=4.0)
    return parse_place(url).open(access)


def _of(enemy: Hostile, folder: Path) -> Storage:
    return _open(f"s3+http://KEY@127.0.0.1:{enemy.port}/bucket/vault", folder)


def _rule(answers: Mapping[str, Answered], rest: Rule) -> Rule:
    """Return a rule that answers by a part of the query."""

    def answer(asked: Asked) -> Answered | None:
        found = (said for part, said in answers.items() if f"?{part}" in asked.path)
        return next(found, None) or rest(asked)

    return answer


def _empty(asked: Asked) -> Answered:
    if "?lifecycle" in asked.path:
        return s3_error(404, "NoSuchLifecycleConfiguration")
    if asked.path.endswith("?delete"):
        return Answered(body=b"<DeleteResult><Deleted><Key>a</Key></Deleted></DeleteResult>")
    return s3_page("vault/vault.json") if "list-type" in asked.path else Answered(headers=DATED)


def _asked(port: int, method: str, path: str, body: bytes = b"") -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, body)
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    assert answer.status < 300, said
    return said


def _versioned(server: BucketServer, status: str = "Enabled") -> str:
    bucket = f"b-{secrets.token_hex(8)}"
    server.make_bucket(bucket)
    server.keep_versions(bucket, status)
    return bucket


@pytest.mark.parametrize(
    ("answers", "keeps"),
    [
        ({"versioning": VERSIONS.format("")}, Keeping(Versions.OFF)),
        (
            {"versioning": VERSIONS.format("<Status>Suspended</Status>")},
            Keeping(Versions.SUSPENDED),
        ),
        ({"versioning": VERSIONS.format("<Status>Perhaps</Status>")}, Keeping(Versions.UNKNOWN)),
        ({"versioning": "<html>Please log in</html>"}, Keeping(Versions.UNKNOWN)),
        ({"versioning": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, Keeping(Versions.UNKNOWN)),
        ({"versioning": "x" * (5 * 1024 * 1024)}, Keeping(Versions.UNKNOWN)),
        ({"versioning": "ON"}, Keeping(Versions.ON)),
        (
            {
                "versioning": "ON",
                "object-lock": LOCK.format("<Days>30</Days>"),
            },
            Keeping(Versions.ON, 30),
        ),
        (
            {
                "versioning": "ON",
                "object-lock": LOCK.format(f"{STRICT}<Years>2</Years>"),
            },
            Keeping(Versions.ON, 730, strict=True),
        ),
        (
            {"versioning": "ON", "object-lock": LOCK.format(f"<Days>{'9' * 15}</Days>")},
            Keeping(Versions.ON, 36600),
        ),
        (
            {"versioning": "ON", "object-lock": LOCK.format(f"<Days>{'9' * 5000}</Days>")},
            Keeping(Versions.ON),
        ),
    ],
)
def test_what_a_bucket_says_that_it_keeps(
    enemy: Hostile, tmp_path: Path, answers: Mapping[str, str], keeps: Keeping
) -> None:
    on = VERSIONS.format("<Status>Enabled</Status>")
    bodies = {part: on if body == "ON" else body for part, body in answers.items()}
    said = {part: Answered(body=body.encode()) for part, body in bodies.items()}
    said.setdefault("object-lock", s3_error(404, "ObjectLockConfigurationNotFoundError"))
    enemy.rule = _rule(said, _empty)
    assert _of(enemy, tmp_path).probe().keeps == keeps


@pytest.mark.parametrize("refusal", [DENIED, s3_error(501, "NotImplemented")])
def test_a_key_that_may_not_ask_is_no_failure(
    enemy: Hostile, tmp_path: Path, refusal: Answered
) -> None:
    """A bucket's policy may refuse these questions alone: the bucket can be used all the same."""
    enemy.rule = _rule({"versioning": refusal, "object-lock": refusal, "uploads": refusal}, _empty)
    opened = _of(enemy, tmp_path)
    assert opened.probe().keeps == Keeping(Versions.UNKNOWN)
    assert [*opened.list("tmp")] == []


@pytest.mark.parametrize(
    ("answer", "known"),
    [
        (s3_error(404, "NoSuchLifecycleConfiguration"), True),
        (s3_error(501, "NotImplemented"), True),
        (s3_error(403, "AccessDenied"), False),
        (s3_error(503, "SlowDown"), False),
        (s3_page("vault/vault.json"), False),
        (CUT, False),
    ],
)
def test_5_1_rules_that_were_not_answered_are_not_known(
    enemy: Hostile, tmp_path: Path, answer: Answered | None, known: bool
) -> None:
    """A time-out at the question counted as a bucket without rules, and closed the item."""
    enemy.rule = lambda asked: answer if "?lifecycle" in asked.path else _empty(asked)
    keeps = _of(enemy, tmp_path).probe().keeps
    assert keeps is not None
    assert keeps.rules_known is known
    says = "does not say whether a rule" in in_english(keeps.message or Message(""))
    assert says is not known


def test_5_1_a_lock_that_was_not_answered_is_no_lock_that_is_gone(
    enemy: Hostile, tmp_path: Path
) -> None:
    on = Answered(body=VERSIONS.format("<Status>Enabled</Status>").encode())
    busy = s3_error(503, "SlowDown")
    enemy.rule = _rule({"versioning": on, "object-lock": busy}, _empty)
    assert _of(enemy, tmp_path).probe().keeps == Keeping(Versions.UNKNOWN)


def test_a_bucket_with_versions_only_hides(buckets: BucketServer, tmp_path: Path) -> None:
    """A delete marker as the newest version is no object, and its name is free."""
    bucket = _versioned(buckets)
    opened = _open(buckets.url(bucket), tmp_path)
    (source := tmp_path / "source").write_bytes(b"data")
    for _ in range(2):
        opened.put(NAME, source)
        assert opened.remove(NAME)
        assert not opened.remove(NAME)
        assert [*opened.list("objects")] == []
    keeps = opened.probe().keeps
    assert keeps == Keeping(Versions.ON)
    assert keeps.message is not None
    assert keeps.message.code == "bucket-versions-on"
    kept = _asked(buckets.port, "GET", f"/{bucket}?versions&prefix=vault/objects")
    assert kept.count(b"<Version>") == 2


def test_versions_that_are_kept_no_more(buckets: BucketServer, tmp_path: Path) -> None:
    opened = _open(buckets.url(_versioned(buckets, "Suspended")), tmp_path)
    assert opened.probe().keeps == Keeping(Versions.SUSPENDED)


UNTIL = "x-amz-object-lock-retain-until-date"
HELD = {"x-amz-object-lock-legal-hold": "ON"}
ONE_DENIED = Answered(
    body=f"<DeleteResult><Error><Key>vault/{NAME}</Key><Code>AccessDenied</Code>"
    "<Message>Access Denied</Message></Error></DeleteResult>".encode()
)


def _locked(headers: Mapping[str, str], refusal: Answered = DENIED, lock: str = "") -> Rule:
    answers = {"versioning": Answered(body=VERSIONS.format("<Status>Enabled</Status>").encode())}
    answers["object-lock"] = Answered(body=LOCK.format(lock).encode())

    def answer(asked: Asked) -> Answered:
        if asked.path.endswith("?delete"):
            return refusal
        if asked.method == "HEAD":
            return Answered(headers={**HEAD.headers, **headers})
        return s3_page("vault/vault.json")

    return _rule(answers, answer)


def _far(days: float) -> str:
    return iso(time.time() + days * 24 * 3600)


@pytest.mark.parametrize(
    ("rule", "until"),
    [
        (_locked({UNTIL: "2300-01-01T00:00:00Z"}), "2300-01-01T00:00:00.000Z"),
        (_locked({UNTIL: "2300-01-01T00:00:00Z", **HELD}), None),
        (_locked({}, s3_error(403, "RetentionPolicyNotMet")), None),
        (_locked({UNTIL: "2300-01-01T00:00:00Z"}, ONE_DENIED), "2300-01-01T00:00:00.000Z"),
        # The object says nothing, but its bucket does: since 2024-01-01.
        (_locked({}, lock="<Years>100</Years>"), "2123-12-08T00:00:00.000Z"),
    ],
)
def test_a_lock_forbids_a_removal_until_it_ends(
    enemy: Hostile, tmp_path: Path, rule: Rule, until: str | None
) -> None:
    enemy.rule = rule
    opened = _of(enemy, tmp_path)
    with pytest.raises(StorageHolds) as caught:
        opened.remove(NAME)
    wanted = None if until is None else datetime.fromisoformat(until).timestamp()
    assert caught.value.until == wanted
    (again,) = opened.remove_many([NAME])
    assert isinstance(again, StorageHolds)


@pytest.mark.parametrize(
    ("headers", "lock"),
    [
        ({}, ""),
        ({UNTIL: "nonsense"}, ""),
        ({UNTIL: "0001-01-01T00:00:00Z"}, ""),
        ({UNTIL: _far(-2)}, "<Days>1</Days>"),
        ({}, "<Days>30</Days>"),
    ],
)
def test_a_refusal_that_no_lock_explains_is_one(
    enemy: Hostile, tmp_path: Path, headers: Mapping[str, str], lock: str
) -> None:
    """It is told and ends as a dead letter, and waits for no lock that ended long ago."""
    enemy.rule = _locked(headers, lock=lock)
    with pytest.raises(StorageDenied):
        _of(enemy, tmp_path).remove(NAME)


def test_a_lock_that_ended_by_this_computers_clock_alone(enemy: Hostile, tmp_path: Path) -> None:
    enemy.rule = _locked({UNTIL: _far(-0.5)})
    with pytest.raises(StorageHolds):
        _of(enemy, tmp_path).remove(NAME)


def test_a_locked_bucket_that_wants_checksums_gets_them(enemy: Hostile, tmp_path: Path) -> None:
    """Amazon and B2 take no object without one where a lock is the rule, in one part or in many."""
    kept: dict[str, int] = {}
    wants = Answered(
        400,
        b"<Error><Code>InvalidRequest</Code><Message>Content-MD5 OR x-amz-checksum- HTTP header is"
        b" required for Put Object requests with Object Lock parameters</Message></Error>",
    )

    def answer(asked: Asked) -> Answered:
        path = asked.path.partition("?")[0]
        if asked.method == "PUT" and "x-amz-checksum-sha256" not in asked.headers:
            return wants
        if asked.method == "PUT":
            kept[path] = kept.get(path, 0) + len(asked.body)
            return Answered(headers={"ETag": '"x"', "x-amz-checksum-sha256": "eA=="})
        if asked.method == "POST" and "?uploads" in asked.path:
            return Answered(
                body=b"<InitiateMultipartUploadResult><UploadId>1</UploadId>"
                b"</InitiateMultipartUploadResult>"
            )
        if asked.method == "POST":
            return Answered(
                body=b"<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>"
            )
        if asked.method == "HEAD":
            return (
                Answered(headers={**HEAD.headers, "Content-Length": str(kept[path])})
                if path in kept
                else s3_error(404, "NoSuchKey")
            )
        return s3_page("vault/vault.json")

    enemy.rule = answer
    opened = _of(enemy, tmp_path)
    for number, size in enumerate((3, 6 * 1024 * 1024)):
        (source := tmp_path / "source").write_bytes(os.urandom(size))
        opened.put(f"{NAME[:-1]}{number}", source)
    assert sum(kept.values()) == 3 + 6 * 1024 * 1024
    # Once is enough: what follows comes with it at once.
    assert len([one for one in enemy.asked if one.method == "PUT"]) == 1 + 1 + 2


def _begin(server: BucketServer, bucket: str, name: str) -> None:
    began = _asked(server.port, "POST", f"/{bucket}/{quote(f'vault/{name}')}?uploads")
    upload = began.partition(b"<UploadId>")[2].partition(b"<")[0].decode()
    path = f"/{bucket}/{quote(f'vault/{name}')}?partNumber=1&uploadId={upload}"
    _asked(server.port, "PUT", path, b"1234")


def test_an_upload_that_never_ended_is_swept_after_a_day(
    buckets: BucketServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program's upload stays, and so does one of this vault that may be under way."""
    bucket = f"b-{secrets.token_hex(8)}"
    buckets.make_bucket(bucket)
    for name in (NAME, "objects/ab/holiday.mp4", f"../elsewhere/{NAME}"):
        _begin(buckets, bucket, name)
    opened = _open(buckets.url(bucket), tmp_path)
    checks = {c.name: c for c in check_storage(Role.MAIN, opened, tmp_path, SystemClock())}
    assert checks["uploads main"].text.values == {"count": 1}
    (found,) = opened.list("tmp")
    assert is_ours(found.name.removeprefix("tmp/"))
    assert sweep(opened, SystemClock(), tmp_path) == 0
    there = time.time
    monkeypatch.setattr(time, "time", lambda: there() + OLD_SECONDS + 60)
    (found,) = opened.list("tmp")
    assert found.size_bytes == 4
    monkeypatch.setattr(time, "time", there)
    assert opened.remove(found.name)
    assert [*opened.list("tmp")] == []
    left = _asked(buckets.port, "GET", f"/{bucket}?uploads")
    assert left.count(b"<Upload>") == 2


def _uploads(*began: datetime) -> Answered:
    said = "".join(
        f"<Upload><Key>vault/{NAME}</Key><UploadId>a/{i}</UploadId>"
        f"<Initiated>{when.isoformat()}</Initiated></Upload>"
        for i, when in enumerate(began)
    )
    text = f"<ListMultipartUploadsResult>{said}<IsTruncated>true</IsTruncated>"
    return Answered(body=f"{text}</ListMultipartUploadsResult>".encode())


def test_a_large_film_that_is_under_way_for_days_is_left_alone(
    enemy: Hostile, tmp_path: Path
) -> None:
    """What counts is its last part. A list that says there is more, and not where, ends."""
    now = datetime.now(UTC)
    began = now - timedelta(days=3)
    parts = {
        "uploadId=a%2F0": [now - timedelta(minutes=1), began],
        "uploadId=a%2F1": [began],
    }
    dropped: list[str] = []

    def answer(asked: Asked) -> Answered:
        upload = next((one for one in parts if one in asked.path), None)
        if asked.method == "DELETE":
            dropped.extend([upload] if upload else [])
            return Answered(204)
        if upload is not None:
            said = "".join(
                f"<Part><Size>5</Size><LastModified>{when.isoformat()}</LastModified></Part>"
                for when in parts[upload]
            )
            return Answered(body=f"<ListPartsResult>{said}</ListPartsResult>".encode())
        if asked.method == "HEAD":
            said_at = now.strftime("%a, %d %b %Y %H:%M:%S GMT")
            return Answered(headers={**DATED, "Content-Length": "5", "Last-Modified": said_at})
        return _empty(asked)

    enemy.rule = _rule({"prefix=vault%2Fobjects%2F&uploads": _uploads(began, began)}, answer)
    assert sweep(_of(enemy, tmp_path), SystemClock(), tmp_path) == 1
    assert dropped == ["uploadId=a%2F1"]


@pytest.mark.parametrize(
    "name", ["tmp/picup-upload-x&1", "tmp/picup-upload-..%2F..%2Fa&1", "tmp/picup-upload-&"]
)
def test_a_name_that_we_never_gave_drops_nothing(enemy: Hostile, tmp_path: Path, name: str) -> None:
    enemy.rule = lambda asked: (
        s3_error(404, "NoSuchKey") if asked.method == "HEAD" else s3_page("vault/vault.json")
    )
    assert not _of(enemy, tmp_path).remove(name)
    assert not [one for one in enemy.asked if one.method == "DELETE"]
