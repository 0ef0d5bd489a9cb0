"""Whatever a file system answers, the ledger and the journal can hold it (DISASTERS 5-7)."""

import os
import stat
from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.files.status import (
    LEAST_TIME_NS,
    MOST_INT64,
    FileStatus,
    bounded_time_ns,
    file_status,
    folded_inode,
    is_link,
    may_be_one,
)
from picup_desktop.vault.journal.entries import PhotoStored, decode_entry, encode_entry
from picup_desktop.vault.objects import object_name

LEAST_INT64 = -(2**63)


@dataclass(frozen=True)
class Status:
    """A stand-in for ``os.stat_result``."""

    st_size: int
    st_mtime_ns: int
    st_ino: int
    st_ctime_ns: int = 0


numbers = st.integers(-(2**70), 2**70)


@given(numbers, numbers, numbers, numbers)
def test_any_number_can_be_recorded(size: int, time_ns: int, inode: int, ctime_ns: int) -> None:
    found = file_status(Status(size, time_ns, inode, ctime_ns))
    assert LEAST_TIME_NS <= found.ctime_ns <= MOST_INT64
    assert 0 <= found.size_bytes <= MOST_INT64
    assert LEAST_TIME_NS <= found.mtime_ns <= MOST_INT64
    assert LEAST_INT64 <= found.inode <= MOST_INT64
    entry = PhotoStored(
        at=0,
        photo_id=1,
        album_id=1,
        path="a.jpg",
        mtime_ns=found.mtime_ns,
        size_bytes=found.size_bytes,
        sha256="0" * 64,
        object=object_name("0" * 64),
        sealed_bytes=1,
    )
    assert decode_entry(encode_entry(entry)) == entry


@given(
    st.integers(0, MOST_INT64), st.integers(LEAST_TIME_NS, MOST_INT64), st.integers(0, MOST_INT64)
)
def test_what_fits_stays_as_it_is(size: int, time_ns: int, inode: int) -> None:
    found = file_status(Status(size, time_ns, inode, time_ns))
    assert found == FileStatus(size, time_ns, inode, time_ns)


@given(st.sets(st.integers(0, 2**64 - 1), min_size=2))
def test_two_inodes_stay_two(inodes: set[int]) -> None:
    assert len({folded_inode(inode) for inode in inodes}) == len(inodes)


@pytest.mark.parametrize(
    ("time_ns", "kept"),
    [
        (MOST_INT64 + 1, MOST_INT64),
        (10_413_792_000 * 10**9, MOST_INT64),
        (LEAST_INT64, LEAST_TIME_NS),
        (-10_413_792_000 * 10**9, LEAST_TIME_NS),
    ],
)
def test_a_time_beyond_the_edge_becomes_the_edge(time_ns: int, kept: int) -> None:
    assert file_status(Status(1, time_ns, 1)).mtime_ns == kept


def test_the_edges_are_those_of_64_bits() -> None:
    assert MOST_INT64 == 9_223_372_036_854_775_807
    assert LEAST_TIME_NS == -9_223_372_036_854_775_807
    assert bounded_time_ns(LEAST_TIME_NS) == LEAST_TIME_NS
    assert bounded_time_ns(LEAST_TIME_NS + 1) == LEAST_TIME_NS + 1
    assert bounded_time_ns(0) == 0


@pytest.mark.parametrize(
    ("size", "kept"),
    [(-1, 0), (0, 0), (1, 1), (MOST_INT64, MOST_INT64), (MOST_INT64 + 1, MOST_INT64)],
)
def test_a_size_is_never_below_0(size: int, kept: int) -> None:
    assert file_status(Status(size, 1, 1)) == FileStatus(kept, 1, 1, 0)


@pytest.mark.parametrize(
    ("inode", "folded"),
    [
        (0, 0),
        (1, 1),
        (MOST_INT64, MOST_INT64),
        (2**63, LEAST_INT64),
        (2**63 + 1, LEAST_INT64 + 1),
        (2**64 - 1, -1),
        (2**64, 0),
        (2**64 + 1, 1),
        (-1, -1),
    ],
)
def test_an_inode_keeps_its_lowest_64_bits(inode: int, folded: int) -> None:
    assert folded_inode(inode) == folded


@pytest.mark.parametrize(
    ("mode", "tag", "leads_on"),
    [
        (stat.S_IFLNK, 0, True),
        (stat.S_IFDIR, 0, False),
        (stat.S_IFREG, 0, False),
        # A junction, and a volume that stands in a folder.
        (stat.S_IFDIR, 0xA0000003, True),
        (stat.S_IFLNK, 0xA000000C, True),
        # A folder and a file of OneDrive, and a file that Windows keeps once for many.
        (stat.S_IFDIR, 0x9000001A, False),
        (stat.S_IFREG, 0x9000601A, False),
        (stat.S_IFREG, 0x80000013, False),
    ],
)
def test_3_4_a_junction_is_a_link_and_what_a_cloud_keeps_is_none(
    mode: int, tag: int, *, leads_on: bool
) -> None:
    status = cast(os.stat_result, SimpleNamespace(st_mode=mode, st_reparse_tag=tag))
    assert is_link(status) is leads_on


def test_a_system_without_reparse_points_has_links_alone() -> None:
    assert is_link(cast(os.stat_result, SimpleNamespace(st_mode=stat.S_IFLNK)))
    assert not is_link(cast(os.stat_result, SimpleNamespace(st_mode=stat.S_IFDIR)))


def numbered(device: int, inode: int) -> os.stat_result:
    """A status with these two numbers, and nothing else of interest."""
    return os.stat_result((stat.S_IFDIR, inode, device, 1, 0, 0, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ((1, 7), (1, 7), True),
        ((1, 7), (1, 8), False),
        ((1, 7), (2, 7), False),
        ((1, 7), (0, 0), True),
        ((0, 0), (1, 7), True),
        ((0, 7), (1, 7), True),
        ((0, 7), (1, 8), False),
        ((1, 0), (2, 7), False),
    ],
)
def test_a_number_that_nobody_told_is_no_difference(
    one: tuple[int, int], other: tuple[int, int], may_be: bool
) -> None:
    assert may_be_one(numbered(*one), numbered(*other)) is may_be
