"""The dates in names (F6a): those of phones and messengers, and never a mere number's."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.gallery.name_dates import date_in_name
from picup_desktop.gallery.wall_clock import wall_clock
from tests.unit.dates.made import text_of

LATEST = 2027


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("IMG-20190101-WA0001.jpg", "2019-01-01 00:00:00"),
        ("VID-20240203-WA0001.mp4", "2024-02-03 00:00:00"),
        ("WhatsApp Image 2021-08-31 at 15.41.14.jpeg", "2021-08-31 15:41:14"),
        ("WhatsApp Image 2021-08-31 at 3.41.14 PM.jpeg", "2021-08-31 15:41:14"),
        ("WhatsApp Image 2021-08-31 at 12.41.14 AM.jpeg", "2021-08-31 00:41:14"),
        ("WhatsApp Video 2021-08-31 at 15.41.14 (1).mp4", "2021-08-31 15:41:14"),
        ("Screenshot_20200214-153012.png", "2020-02-14 15:30:12"),
        ("Screenshot_2019-05-04-10-11-12-123_com.app.jpg", "2019-05-04 10:11:12"),
        ("Screenshot 2021-08-31 154114.png", "2021-08-31 15:41:14"),
        ("Screen Shot 2021-08-31 at 3.41.14 PM.png", "2021-08-31 15:41:14"),
        ("Screen Shot 2021-08-31 at 0.41.14 PM.png", "2021-08-31 00:00:00"),
        ("Screen Shot 2021-08-31 at 13.41.14 PM.png", "2021-08-31 00:00:00"),
        ("20050607_101112.jpg", "2005-06-07 10:11:12"),
        ("20050607_101112(0).jpg", "2005-06-07 10:11:12"),
        ("20050607101112.jpg", "2005-06-07 10:11:12"),
        ("signal-2021-08-31-154114.jpg", "2021-08-31 15:41:14"),
        ("signal-2021-08-31-15-41-14-123.jpg", "2021-08-31 15:41:14"),
        ("signal-2021-08-31-154114_002.jpeg", "2021-08-31 15:41:14"),
        ("VID_20230606_163919.mp4", "2023-06-06 16:39:19"),
        ("IMG_20230606_163919_001.jpg", "2023-06-06 16:39:19"),
        ("IMG20230606163919.jpg", "2023-06-06 16:39:19"),
        ("MVIMG_20180101_121212.jpg", "2018-01-01 12:12:12"),
        ("00100_BURST20180101121212345_COVER.jpg", "2018-01-01 12:12:12"),
        ("DJI_20230101121212_0001_D.MP4", "2023-01-01 12:12:12"),
        ("WP_20140101_12_12_12_Pro.jpg", "2014-01-01 12:12:12"),
        ("WP_20140101_001.jpg", "2014-01-01 00:00:00"),
        ("2014-01-01 12.12.12.jpg", "2014-01-01 12:12:12"),
        ("photo_2021-08-31_15-41-14.jpg", "2021-08-31 15:41:14"),
        ("KakaoTalk_Photo_2021-08-31-15-41-14.jpeg", "2021-08-31 15:41:14"),
        ("KakaoTalk_20210831_154114123.jpg", "2021-08-31 15:41:14"),
        ("1953-05-04 할머니.jpg", "1953-05-04 00:00:00"),
        ("IMG_20140101_999999.jpg", "2014-01-01 00:00:00"),
        ("IMG-20190101-WA0001", "2019-01-01 00:00:00"),
        ("2027-01-01.jpg", "2027-01-01 00:00:00"),
    ],
)
def test_names_of_phones_and_messengers(name: str, moment: str) -> None:
    assert text_of(date_in_name(name, LATEST) or 0) == moment


def test_names_in_utc() -> None:
    taken = datetime(2021, 1, 2, 10, 11, 12, tzinfo=UTC).timestamp()
    for name in ("PXL_20210102_101112345.jpg", "PXL_20210102_101112345.MP.jpg"):
        assert date_in_name(name, LATEST) == wall_clock(taken)
    for name in ("FB_IMG_1567890123456.jpg", "mmexport1567890123456.jpg"):
        assert date_in_name(name, LATEST) == wall_clock(1567890123)


@pytest.mark.parametrize(
    "name",
    [
        *("20190101.jpg", "20190101 (2).jpg", "12345678.jpg", "1567890123456.jpg", "2019.jpg"),
        *("DSC_0001.jpg", "IMG_4032.JPG", "R0010203.JPG", "IMG_20191332.jpg", "IMG_20190230.jpg"),
        *("120190504_1.jpg", "IMG_201905041.jpg", "19530504 x.jpg", "2028-01-01 x.jpg"),
        *(
            "1825-12-31 x.jpg",
            "31-08-2021.jpg",
            "FB_IMG_9999999999999.jpg",
            "FB_IMG_0000000000001.jpg",
        ),
        *("3f2504e0-4f89-11d3-9a0c-0305e82c3301.jpg", "received_12345678901234.jpeg", "", ".jpg"),
    ],
)
def test_a_mere_number_is_no_date(name: str) -> None:
    assert date_in_name(name, LATEST) is None


@given(st.text(max_size=300) | st.from_regex(r"[A-Z_]{0,5}[0-9_-]{0,30}"))
def test_any_name_is_answered(name: str) -> None:
    found = date_in_name(name, LATEST)
    assert found is None or 1826 <= int(text_of(found)[:4]) <= LATEST + 1
