"""A share that lies about what it has: nothing is called gone or listed by it."""

from dataclasses import replace
from pathlib import Path

import pytest

from picup_desktop.clock import SystemClock
from picup_desktop.messages.catalogue import in_english
from picup_desktop.storage.base import Storage
from picup_desktop.storage.errors import (
    LoginRefused,
    StorageImpossible,
    StorageUnreachable,
)
from picup_desktop.sync.health.storage_checks import check_storage
from picup_desktop.words import Role
from tests.hostile import PAGE, Answered, Asked, Hostile, dav_page
from tests.storage.share.odd_share import GOES_ON, NAME, Share, instead


@pytest.mark.parametrize("where", ["http://127.0.0.1:1/login/", "/login/", "//[", "/vault"])
def test_5_2_a_redirect_to_elsewhere_is_not_about_one_name(
    storage: Storage, enemy: Hostile, where: str
) -> None:
    enemy.rule = lambda _: Answered(302, b"", {"Location": where})
    with pytest.raises(StorageUnreachable):
        storage.stat(NAME)


@pytest.mark.parametrize("status", [200, 203, 204])
def test_a_page_where_an_object_was_is_no_object(
    storage: Storage, share: Share, status: int
) -> None:
    share.before = instead("GET", Answered(status, PAGE, {"Content-Type": "text/html"}))
    with pytest.raises(StorageImpossible):
        list(storage.get(NAME, 0, 10))


def test_a_server_may_ignore_ranges(storage: Storage, share: Share) -> None:
    share.files[f"/vault/{NAME}"] = b"0123456789"
    assert b"".join(storage.get(NAME, 3, 4)) == b"3456"
    assert b"".join(storage.get(NAME, 20, 4)) == b""
    assert list(storage.get(NAME, 0, 0)) == []


@pytest.mark.parametrize("said", ["bytes 0-3/10", "bytes */10", "", "bytes -4-6/10"])
def test_another_range_than_was_asked_for_is_not_taken(
    storage: Storage, share: Share, said: str
) -> None:
    share.before = instead("GET", Answered(206, b"0123", {"Content-Range": said}))
    with pytest.raises(StorageImpossible):
        list(storage.get(NAME, 3, 4))


@pytest.mark.parametrize(
    ("entry", "listed"),
    [
        (("/vault/objects/%2E%2E", None), []),
        (("/vault/objects/../../secret", 3), []),
        (("/elsewhere/a", 3), []),
        (("/vault/objects/a%0Ab", 3), []),
        (("/vault/objects/a%00b", 3), []),
        (("https://elsewhere/vault/objects/a", 3), ["objects/a"]),
        (("/vault/%6Fbjects/%61", 3), ["objects/a"]),
        (("/vault/objects/%EC%82%AC%EC%A7%84", 3), ["objects/사진"]),
    ],
)
def test_6_2_odd_names_in_a_listing(
    storage: Storage, share: Share, entry: tuple[str, int | None], listed: list[str]
) -> None:
    share.before = instead("PROPFIND", dav_page(("/vault/objects/", None), entry, entry))
    assert [one.name for one in storage.list("objects")] == listed


def test_6_2_a_listing_of_another_folder_is_not_an_empty_one(
    storage: Storage, share: Share
) -> None:
    """A server of another letter case, or behind a proxy that renames, once listed nothing."""
    share.before = instead("PROPFIND", dav_page(("/Vault/Objects", None), ("/Vault/Objects/a", 1)))
    with pytest.raises(StorageImpossible):
        list(storage.list("objects"))


def test_6_2_one_folder_said_many_times_is_looked_at_once(
    storage: Storage, share: Share, enemy: Hostile
) -> None:
    share.folders.add("/vault/objects/cd")
    many = dav_page(("/vault/objects", None), *[("/vault/objects/cd", None)] * 1000)
    share.before = lambda asked: many if asked.path == "/vault/objects" else GOES_ON
    assert list(storage.list("objects")) == []
    assert len(enemy.asked) < 10


@pytest.mark.parametrize(
    "extra",
    [
        "<d:response/>",
        "<d:response><d:href>/</d:href><d:getcontentlength>-5</d:getcontentlength></d:response>",
        "<unclosed>",
    ],
)
def test_6_2_a_malformed_listing_ends_it(storage: Storage, share: Share, extra: str) -> None:
    share.before = instead("PROPFIND", dav_page(("/vault/objects", None), extra=[extra]))
    with pytest.raises(StorageImpossible):
        list(storage.list("objects"))


def test_6_2_an_entry_without_an_end_ends_the_listing(storage: Storage, share: Share) -> None:
    """What is kept of an answer is one entry, however long the whole is."""
    endless = f"<d:response><d:href>/vault/objects/{'a' * 3_000_000}</d:href></d:response>"
    share.before = instead("PROPFIND", dav_page(("/vault/objects", None), extra=[endless]))
    with pytest.raises(StorageImpossible):
        list(storage.list("objects"))


def test_6_2_entities_are_not_expanded(storage: Storage, share: Share) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'
    share.before = instead("PROPFIND", Answered(207, bomb))
    with pytest.raises(StorageImpossible):
        list(storage.list("objects"))


@pytest.mark.parametrize("form", ["gzip", "deflate"])
def test_what_something_on_the_way_compressed_is_no_damaged_object(
    storage: Storage, share: Share, form: str
) -> None:
    share.before = instead("GET", Answered(200, b"abc", {"Content-Encoding": form}))
    with pytest.raises(StorageImpossible, match=form):
        list(storage.get(NAME))


def test_an_answer_about_another_file_says_nothing_of_this_one(
    storage: Storage, share: Share
) -> None:
    share.before = instead("PROPFIND", dav_page(("/vault/vault.json", 3)))
    with pytest.raises(StorageImpossible):
        storage.stat(NAME)


def test_an_entry_that_failed_is_no_file_of_no_bytes(storage: Storage, share: Share) -> None:
    """RFC 4918, 13: a multistatus may say of each entry by itself that it is not there."""
    failed = (
        f"<d:response><d:href>/vault/{NAME}</d:href>"
        "<d:status>HTTP/1.1 404 Not Found</d:status></d:response>"
    )
    share.before = instead("PROPFIND", dav_page(extra=[failed]))
    with pytest.raises(StorageImpossible):
        storage.stat(NAME)


@pytest.mark.parametrize(
    ("offers", "code"),
    [
        ('Digest realm="nas", nonce="a"', "share-offers-no-basic-login"),
        ("Negotiate", "share-offers-no-basic-login"),
        ('Basic realm="nas"', "share-refuses-login"),
        ('Digest realm="nas", Basic realm="nas"', "share-refuses-login"),
        ("", "share-refuses-login"),
        (" ", "share-refuses-login"),
    ],
)
def test_a_server_that_wants_another_kind_of_login_is_told_apart_from_a_wrong_password(
    storage: Storage, share: Share, offers: str, code: str
) -> None:
    share.before = instead("PROPFIND", Answered(401, b"", {"WWW-Authenticate": offers}))
    with pytest.raises(LoginRefused) as refused:
        storage.stat(NAME)
    assert refused.value.message.code == code


@pytest.mark.parametrize("said", ["", "-3", "-1", "much"])
def test_a_share_without_a_quota_tells_no_room(
    storage: Storage, share: Share, tmp_path: Path, said: str
) -> None:
    """Nextcloud says -3 of what has no bound, and -1 of what it did not add up."""
    quota = f"<d:quota-available-bytes>{said}</d:quota-available-bytes></d:prop>".encode()

    def before(asked: Asked) -> Answered:
        answered = share.answer(asked) if asked.method == "PROPFIND" else GOES_ON
        return replace(answered, body=answered.body.replace(b"</d:prop>", quota))

    share.before = before
    checks = check_storage(Role.MAIN, storage, tmp_path, SystemClock())
    [room] = [one for one in checks if one.name == "free space main"]
    assert (room.ok, room.advice) == (True, True)
    assert "a share without a quota" in in_english(room.text)
