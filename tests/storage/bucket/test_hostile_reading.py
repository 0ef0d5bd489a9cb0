"""A store that lies about what it has: nothing is called gone or listed by it."""

import itertools
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.messages.catalogue import in_english
from picup_desktop.storage import web
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import (
    LoginRefused,
    StorageDenied,
    StorageError,
    StorageImpossible,
    StorageStalled,
    StorageUnreachable,
)
from picup_desktop.storage.place import Access
from picup_desktop.sync.health.storage_checks import check_storage
from picup_desktop.words import Role
from tests.buckets import SECRET
from tests.hostile import (
    DATED,
    PAGE,
    Answered,
    Asked,
    Hostile,
    s3_error,
    s3_page,
)
from tests.storage.bucket.odd_store import NAME, VAULT, is_listing, open_bucket, place_of
from tests.storage.new_file import new_file


def _reading(opened: Storage) -> Sequence[Callable[[], object]]:
    return (
        lambda: opened.stat(NAME),
        lambda: opened.remove(NAME),
        lambda: [*opened.list("objects")],
        lambda: [*opened.get(NAME, 0, 5)],
    )


@pytest.mark.parametrize("page", [PAGE, b"", b"<Error><Code>NoSuchKey</Code></Error>"])
def test_5_2_not_found_for_everything_says_nothing_of_an_object(
    enemy: Hostile, tmp_path: Path, page: bytes
) -> None:
    """A proxy's or another server's 404 once made every photo missing, and every removal done."""
    for holds in ((), ("vault.json",)):
        for was_open in (False, True):
            enemy.rule = lambda _: VAULT
            opened = open_bucket(enemy, tmp_path, *holds)
            if was_open:
                assert [*opened.list("")]
            enemy.rule = lambda _: Answered(404, page)
            for ask in _reading(opened):
                with pytest.raises(StorageUnreachable):
                    ask()


def test_5_2_a_page_in_the_middle_of_a_listing_is_not_its_end(
    enemy: Hostile, tmp_path: Path
) -> None:
    names = sorted(f"vault/objects/{number:04}" for number in range(1000))

    def first_then_page(asked: Asked) -> Answered:
        if "objects" not in asked.path:
            return VAULT
        enemy.rule = lambda _: Answered(body=PAGE)
        return s3_page(*names)

    opened = open_bucket(enemy, tmp_path, "vault.json")
    enemy.rule = first_then_page
    listed = opened.list("objects")
    with pytest.raises(StorageUnreachable):
        list(listed)


def test_6_2_names_elsewhere_are_not_of_the_vault(enemy: Hostile, tmp_path: Path) -> None:
    enemy.rule = lambda _: s3_page("vault/objects/1", "other/2", "vaulted/3")
    assert [one.name for one in open_bucket(enemy, tmp_path).list("")] == ["objects/1"]


@pytest.mark.parametrize("name", ["vault/a//b", "vault/../x", "vault/./x", "vault/a&#1;b"])
def test_6_2_names_that_no_object_of_ours_has_end_a_listing(
    enemy: Hostile, tmp_path: Path, name: str
) -> None:
    enemy.rule = lambda _: Answered(body=s3_page(name).body.replace(b"&amp;#", b"&#"))
    with pytest.raises(StorageImpossible):
        list(open_bucket(enemy, tmp_path).list(""))


def test_6_2_a_size_below_zero_ends_a_listing(enemy: Hostile, tmp_path: Path) -> None:
    enemy.rule = lambda _: s3_page("vault/x", size=-5)
    with pytest.raises(StorageImpossible):
        list(open_bucket(enemy, tmp_path).list(""))


def test_6_2_the_same_page_for_ever_ends(enemy: Hostile, tmp_path: Path) -> None:
    names = [f"vault/objects/{number:04}" for number in range(1000)]
    enemy.rule = lambda _: s3_page(*names, more=True)
    with pytest.raises(StorageImpossible):
        list(open_bucket(enemy, tmp_path).list("objects"))
    assert len(enemy.asked) < 10


def test_6_2_more_names_that_never_come_end_a_listing(
    enemy: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "LONGEST_LISTING_MINUTES", 0.5 / 60)
    tokens = itertools.count()
    enemy.rule = lambda _: Answered(
        body=b"<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>"
        b"%d</NextContinuationToken></ListBucketResult>" % next(tokens)
    )
    with pytest.raises(StorageStalled):
        list(open_bucket(enemy, tmp_path).list("objects"))
    with pytest.raises(StorageStalled):
        place_of(enemy).prepare(Access(tmp_path / "known_hosts", password=SECRET))
    asked = len(enemy.asked)
    time.sleep(0.2)
    assert len(enemy.asked) <= asked + 1


@pytest.mark.parametrize(
    ("names", "asked"),
    [(("vault/vault.json",), 1), (("vault/objects/1",), 2), (("other/vault.json",), 2), ((), 2)],
)
def test_5_2_the_end_of_a_listing_counts_by_names_of_the_vault_or_a_second_look(
    enemy: Hostile, tmp_path: Path, names: tuple[str, ...], asked: int
) -> None:
    storage = open_bucket(enemy, tmp_path, "vault.json")
    assert [*storage.list("")]
    enemy.asked.clear()
    enemy.rule = lambda _: s3_page(*names) if len(enemy.asked) == 1 else VAULT
    list(storage.list(""))
    assert len(enemy.asked) == asked


def test_6_2_no_more_is_read_than_was_asked_for(enemy: Hostile, tmp_path: Path) -> None:
    headers = {**DATED, "Content-Range": "bytes 0-4/100"}
    enemy.rule = lambda asked: (
        VAULT if is_listing(asked) else Answered(206, b"0123456789" * 10, headers)
    )
    assert b"".join(open_bucket(enemy, tmp_path).get(NAME, 0, 5)) == b"01234"


def test_a_batch_ends_with_the_first_sign_that_the_store_is_away(
    enemy: Hostile, tmp_path: Path
) -> None:
    opened = open_bucket(enemy, tmp_path)
    assert [*opened.list("")]
    enemy.rule = lambda _: Answered(404)
    results = opened.remove_many([f"{NAME}{number}" for number in range(200)])
    assert [type(one) for one in results] == [StorageUnreachable] * 200
    assert len(enemy.asked) < 100


@pytest.mark.parametrize("form", ["gzip", "BR", "zstd"])
def test_what_something_on_the_way_compressed_is_no_damaged_object(
    enemy: Hostile, tmp_path: Path, form: str
) -> None:
    """A copy was once called damaged for it."""
    came = {"Content-Encoding": form, "Content-Range": "bytes 0-2/3", **DATED}
    enemy.rule = lambda asked: VAULT if is_listing(asked) else Answered(206, b"abc", came)
    with pytest.raises(StorageImpossible, match=form):
        list(open_bucket(enemy, tmp_path).get(NAME))


def test_a_page_with_a_status_of_its_own_is_no_busy_store(enemy: Hostile, tmp_path: Path) -> None:
    """It was asked again and again, and called too busy."""
    enemy.rule = lambda _: Answered(400, PAGE)
    with pytest.raises(StorageImpossible, match="HTTP 400"):
        list(open_bucket(enemy, tmp_path).list(""))
    assert len(enemy.asked) == 1


@pytest.mark.parametrize("status", [301, 307])
def test_a_redirect_to_no_end_is_told_in_words(enemy: Hostile, tmp_path: Path, status: int) -> None:
    """As of Amazon, whose answer names a region in a header that the library leaves out."""
    to = {"Location": f"http://127.0.0.1:{enemy.port}/again"} if status == 307 else {}
    enemy.rule = lambda _: Answered(status, headers=to)
    opened = open_bucket(enemy, tmp_path)
    for ask in _reading(opened):
        with pytest.raises(StorageDenied, match="address that your provider names"):
            ask()


def test_a_wrong_clock_brings_no_advice_of_another_address(enemy: Hostile, tmp_path: Path) -> None:
    storage = open_bucket(enemy, tmp_path)

    def text_after(code: str) -> str:
        enemy.rule = lambda _: s3_error(403, code)
        [check] = check_storage(Role.BACKUP, storage, tmp_path, SystemClock())
        assert not check.ok
        return in_english(check.text)

    assert "picup storage" not in text_after("RequestTimeTooSkewed")
    assert "picup storage change" in text_after("NoSuchBucket")


@pytest.mark.parametrize(
    ("code", "kind", "says"),
    [
        ("InvalidAccessKeyId", LoginRefused, "bucket-refuses-key"),
        ("ExpiredToken", LoginRefused, "bucket-refuses-key"),
        ("RequestTimeTooSkewed", StorageUnreachable, "bucket-clock-differs"),
        ("AccessDenied", StorageDenied, "bucket-denies"),
    ],
)
def test_a_refusal_without_a_reason_has_the_one_of_an_answer_with_a_body(
    enemy: Hostile, tmp_path: Path, code: str, kind: type[StorageError], says: str
) -> None:
    """A key that was revoked read as a bucket's denial until something was sent (1-7)."""
    status = 400 if code == "ExpiredToken" else 403
    opened = open_bucket(enemy, tmp_path)
    assert [*opened.list("")]

    def refused(asked: Asked) -> Answered:
        return Answered(status) if asked.method == "HEAD" else s3_error(status, code)

    enemy.rule = refused
    asks = (
        lambda: opened.stat(NAME),
        lambda: opened.remove(NAME),
        lambda: opened.put("keys/a", new_file(tmp_path, b"1")),
        lambda: _raised(*opened.sums([NAME])),
    )
    for ask in asks:
        enemy.asked.clear()
        with pytest.raises(kind) as told:
            ask()
        assert told.value.message.code == says
        assert len(enemy.asked) == 2


def _raised(told: object) -> None:
    if isinstance(told, StorageError):
        raise told


def test_a_name_that_alone_may_not_be_asked_about_is_denied(enemy: Hostile, tmp_path: Path) -> None:
    enemy.rule = lambda asked: Answered(403) if asked.method == "HEAD" else VAULT
    opened = open_bucket(enemy, tmp_path)
    with pytest.raises(StorageDenied) as told:
        opened.stat(NAME)
    assert told.value.message.values["why"] == "AccessDenied"
