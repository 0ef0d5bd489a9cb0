"""A passphrase that is easy to guess is refused with the reason (S7)."""

import getpass
from math import log10

import pytest

from picup_desktop.errors import UsageError
from picup_desktop.messages.message import Message
from picup_desktop.vault.passphrase import LEAST_GUESSES, WHY, check_new_passphrase, why_easy


@pytest.mark.parametrize(
    "good",
    [
        "correct horse battery staple",
        "a passphrase",
        "a passphrase of the tests",
        "Grandma's house 1974",
        "사진을 지키는 긴 암호문",
        "zebra lamp " * 100,
        "\U0001f600 umbrella \udcff kettle",
    ],
)
def test_a_passphrase_of_a_few_words_is_taken(good: str) -> None:
    check_new_passphrase(good)


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("", "short"),
        ("a", "short"),
        ("aB3$kz", "short"),
        ("password1234", "common"),
        ("picup", "common"),
        ("s3cret", "common"),
        ("zxcvbnm,./", "keyboard"),
        ("x" * 500, "repeats"),
        ("abcabcabcabc", "repeats"),
        ("fghijklmnop", "sequence"),
        ("24.12.1974", "date"),
    ],
)
def test_s7_an_easy_one_is_refused_with_the_reason(weak: str, why: str) -> None:
    with pytest.raises(UsageError, match=why) as refused:
        check_new_passphrase(weak)
    assert "four words" in refused.value.sentence


def test_s7_the_name_of_the_user_is_no_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "wolfeschlegelsteinhausen"
    check_new_passphrase(name)
    monkeypatch.setattr(getpass, "getuser", lambda: name)
    with pytest.raises(UsageError, match="common"):
        check_new_passphrase(name)

    def nobody() -> str:
        raise KeyError("no such user")

    monkeypatch.setattr(getpass, "getuser", nobody)
    check_new_passphrase(name)


def test_s7_the_reason_is_that_of_the_longest_part() -> None:
    parts = [{"pattern": "date", "token": "1974"}, {"pattern": "spatial", "token": "qwerty"}]
    assert why_easy(parts) == WHY["spatial"]
    assert why_easy([]) == Message("passphrase-is-short")
    assert why_easy([{"pattern": "of a later version", "token": "x"}]) == WHY["bruteforce"]
    assert log10(LEAST_GUESSES) == 8
