"""Words of others are plain text: on a terminal, in a log line, in an alert (DISASTERS 6-3)."""

import logging
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.alerts.alert import alert_of
from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.cli.output import answer, answers
from picup_desktop.errors import UsageError
from picup_desktop.files.unfinished import Unfinished
from picup_desktop.ledger.ledger import open_ledger
from picup_desktop.log import Mask, PlainLines
from picup_desktop.messages.message import Message
from picup_desktop.names import plain, plain_lines, shown, without_markup
from picup_desktop.storage import errors
from picup_desktop.storage.errors import StorageError
from picup_desktop.storage.registry import parse_place
from picup_desktop.storage.sftp.packets import Packet, SftpStatus, check_status
from picup_desktop.sync.read.local import FileProblem, PhotoOutput, replacing
from picup_desktop.sync.read.lookup import find_photo

EVIL = (
    "\x1b]0;TITLE\x07\x1b[2J\x1b[32mAll photos are safe.\nsecond line"
    " \u202egpj\u2028 @everyone \x9b2J"
)


def is_plain(text: str) -> bool:
    return "\x1b" not in text and "\n" not in text and all(ord(c) >= 32 for c in text)


@given(st.text())
def test_plain_is_one_line_and_stays_as_it_is(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert len(once.splitlines()) <= 1
    assert is_plain(once)
    once.encode()


def test_what_is_plain_is_not_touched() -> None:
    for text in ("a.jpg", "가족 사진.jpg", "Ümit 😀 (1)", ""):
        assert plain(text) == text
    assert plain_lines("one\ntwo\x1b") == "one\ntwo\\x1b"
    assert plain("a\nb") == "a\\nb"


@pytest.mark.parametrize(
    "kind",
    [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, StorageError)],
)
def test_6_3_no_storage_error_carries_raw_text(kind: type[StorageError]) -> None:
    error = kind(f"nas answers: {EVIL}")
    assert is_plain(error.sentence)
    assert is_plain(str(error))
    assert "\u202e" not in error.sentence


def test_6_3_what_a_server_says_of_a_refusal_is_plain_and_short() -> None:
    words = (EVIL * 100).encode()
    status = struct.pack(">II", 4, len(words)) + words
    with pytest.raises(SftpStatus) as caught:
        check_status((Packet.STATUS, memoryview(status)))
    assert is_plain(str(caught.value))
    assert len(str(caught.value)) < 200


def test_6_3_an_alert_calls_nobody_and_links_nowhere() -> None:
    item = AttentionRecord(
        Cause.UPLOAD_FAILED, "photo:1", Message(f"{EVIL} <@1> [x](https://evil) `c`"), ()
    )
    first = alert_of(item, 0.0, file_names=True).text.splitlines()
    assert len(first) == len(alert_of(item, 0.0, file_names=False).text.splitlines())
    assert is_plain(first[0])
    for mark in ("@", "<", "[", "`", "://"):
        assert mark not in first[0]
    assert "everyone" not in alert_of(item, 0.0, file_names=False).text
    assert without_markup("user at 3:00, 5 % done!") == "user at 3:00, 5 % done!"


def test_6_3_a_line_of_the_foreground_log_is_one_line() -> None:
    record = logging.LogRecord("picup", logging.WARNING, "", 0, "it said %s", (EVIL,), None)
    assert is_plain(PlainLines(Mask({})).format(record))


@pytest.mark.parametrize("shown_on_terminal", [False, True])
def test_6_3_the_terminal_gets_no_escape_sequence(
    shown_on_terminal: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1") if shown_on_terminal else monkeypatch.delenv(
        "FORCE_COLOR", raising=False
    )
    with answers().capture() as captured:
        answer(f"reason: {EVIL}")
    told, written = captured.get(), capsys.readouterr().out
    assert (told == "", written == "") == (not shown_on_terminal, shown_on_terminal)
    assert "\x1b" not in told + written
    assert "\\x1b" in told + written


@pytest.mark.parametrize("url", ["file:///a\0b", "file:///a%00b", "sftp://h/%0\udcf3", "\udcff"])
def test_an_address_that_no_system_takes_is_refused_in_a_sentence(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_place(url)
    assert is_plain(caught.value.sentence)


@pytest.mark.parametrize("named", ["9" * 5000, "9" * 19, "0" * 5000, "²", "٣" * 40])
def test_an_id_that_none_can_be_names_no_photo(named: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no photo"):
        find_photo(open_ledger(tmp_path / "ledger.sqlite"), named)


def test_a_target_without_a_name_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="names no file"):
        PhotoOutput(Path("/"), replacing, Unfinished(tmp_path))


def test_a_long_name_is_cut_in_the_middle() -> None:
    assert len(shown("x" * 500)) == 121
