"""Dates as cameras and programs write them (F6c)."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.clock import KNOWN_YEAR, latest_photo_year
from picup_desktop.thumbnails.dates.texts import moment_of, wall_clock_of_utc
from tests.unit.dates.made import text_of


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2014:04:02 10:11:12", "2014-04-02 10:11:12"),
        ("2014-04-02 10:11:12", "2014-04-02 10:11:12"),
        ("2014-04-02T10:11:12", "2014-04-02 10:11:12"),
        ("2014-04-02T10:11:12+09:00", "2014-04-02 10:11:12"),
        ("2014-04-02T10:11:12-0400", "2014-04-02 10:11:12"),
        ("2014-04-02T10:11:12.123456Z", "2014-04-02 10:11:12"),
        ("2014/04/02 10:11:12", "2014-04-02 10:11:12"),
        ("2014.04.02 10.11.12", "2014-04-02 10:11:12"),
        ("2014:04:02 10:11", "2014-04-02 10:11:00"),
        ("2014:04:02", "2014-04-02 00:00:00"),
        ("2014 04 02 10 11 12", "2014-04-02 10:11:12"),
        ("2014: 4: 2 10:11: 2", "2014-04-02 10:11:02"),
        ("  2014:04:02 10:11:12\0", "2014-04-02 10:11:12"),
        ("2014:04:02\x0010:11:12", "2014-04-02 10:11:12"),
        ('"2014:04:02 10:11:12"', "2014-04-02 10:11:12"),
        ("20140402101112", "2014-04-02 10:11:12"),
        ("20140402 101112", "2014-04-02 10:11:12"),
        ("20140402", "2014-04-02 00:00:00"),
        ("2014-04", "2014-04-01 00:00:00"),
        ("2014", "2014-01-01 00:00:00"),
        ("1998:00:00 00:00:00", "1998-01-01 00:00:00"),
        ("Wed Apr 02 10:11:12 2014", "2014-04-02 10:11:12"),
        ("WED APR  2 10:11:12 2014", "2014-04-02 10:11:12"),
        ("Wed, 02 Apr 2014 10:11:12 GMT", "2014-04-02 10:11:12"),
        ("2-Apr-2014", "2014-04-02 00:00:00"),
        ("2014:04:02 오후 3:11:12", "2014-04-02 15:11:12"),
        ("2014:04:02 03:11:12 PM", "2014-04-02 15:11:12"),
        ("2014:04:02 12:11:12 am", "2014-04-02 00:11:12"),
        ("2014:04:02 12:11:12 pm", "2014-04-02 12:11:12"),
        ("2014:04:02 24:00:00", "2014-04-02 00:00:00"),
        ("2014:04:02 25:00:00", "2014-04-02 00:00:00"),
        ("2014:04:02 23:60:00", "2014-04-02 00:00:00"),
        ("2014:04:02 23:59:60", "2014-04-02 23:59:59"),
        ("1826:01:01 00:00:00", "1826-01-01 00:00:00"),
        ("1970:01:01 00:00:00", "1970-01-01 00:00:00"),
        (b"2014:04:02 10:11:12", "2014-04-02 10:11:12"),
    ],
)
def test_every_common_writing_is_read(text: str | bytes, moment: str) -> None:
    found = moment_of(text)
    assert found is not None
    assert text_of(found) == moment


@pytest.mark.parametrize(
    "text",
    [
        *("", "\0", "    :  :     :  :  ", "0000:00:00 00:00:00", "9999:01:01 00:00:00"),
        *("1825:12:31 23:59:59", "2014:13:02", "2014:02:30", "02/04/2014", "IMG_2014", "2014abc"),
        *("1234567890", "201404021", "14:04:02", "Foo Bar 02 10:11:12 2014", "never", b"\xff\xfe"),
        *(None, 2014, 10**9, ("2014:04:02",)),
    ],
)
def test_what_is_no_date_is_none(text: object) -> None:
    assert moment_of(text) is None


def test_a_date_of_the_next_year_may_be_of_a_wrong_clock_and_later_ones_are_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    latest = latest_photo_year()
    assert latest == max(time.gmtime().tm_year, KNOWN_YEAR) + 1
    assert moment_of(f"{latest}:12:31 23:59:59") is not None
    assert moment_of(f"{latest + 1}:01:01 00:00:00") is None
    # This computer's clock stands at its beginning: what is known is still believed.
    monkeypatch.setattr(time, "gmtime", lambda *_: time.struct_time((1970, 1, 1, 0, 0, 0, 3, 1, 0)))
    assert moment_of(f"{KNOWN_YEAR}:01:01 00:00:00") is not None


@given(st.text(max_size=80) | st.from_regex(r"[0-9:/ T.-]{0,40}"))
def test_any_text_is_answered(text: str) -> None:
    found = moment_of(text)
    assert found is None or 1826 <= int(text_of(found)[:4]) <= latest_photo_year()


def test_utc_is_moved_to_this_computers_zone() -> None:
    local = datetime(2014, 4, 2, 10, 11, 12).timestamp()  # noqa: DTZ001 - in this zone
    assert text_of(wall_clock_of_utc(local) or 0) == "2014-04-02 10:11:12"
    assert wall_clock_of_utc(1e18) is None
    assert wall_clock_of_utc(datetime(2300, 1, 1, tzinfo=UTC).timestamp()) is None
    latest = latest_photo_year()
    assert wall_clock_of_utc(datetime(latest, 6, 1, tzinfo=UTC).timestamp()) is not None
    assert wall_clock_of_utc(datetime(latest + 1, 6, 1, tzinfo=UTC).timestamp()) is None
