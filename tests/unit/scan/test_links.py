"""Which links are followed: pure decisions, and one look at where a link leads."""

import os
from pathlib import Path

import pytest

from picup_desktop.sync.scan import links
from picup_desktop.sync.scan.links import (
    Target,
    from_text,
    may_follow,
    other_targets,
    stays_here,
    target_of,
    to_text,
)


@pytest.mark.parametrize(
    ("target", "taken", "may"),
    [
        ("/big/photos", [], True),
        ("/big/photos", ["/big/photos"], False),
        ("/big/photos/2024", ["/big/photos"], False),
        ("/big", ["/big/photos"], False),
        ("/big/photos2", ["/big/photos"], True),
        ("/", ["/big/photos"], False),
        ("/big/a", ["/big/b", "/big/c"], True),
        ("/big/a", ["/big/b", "/big/a/x"], False),
    ],
)
def test_a_link_is_followed_only_to_what_nothing_else_keeps(
    target: str, taken: list[str], may: bool
) -> None:
    assert may_follow(Path(target), map(Path, taken)) is may


def test_a_disk_that_folds_case_does_not_keep_one_folder_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(links, "as_compared", str.casefold)
    assert not may_follow(Path("/Big/Photos"), [Path("/big/photos")])


def test_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "file").write_bytes(b"x")
    made = {
        "good": "real",
        "chained": "good",
        "file-link": "file",
        "nowhere": "none",
        "one": "two",
        "two": "one",
        "self": "self",
    }
    for name, to in made.items():
        (tmp_path / name).symlink_to(to)
    inode = (tmp_path / "real").stat().st_ino
    found = {name: target_of(tmp_path / name) for name in made}
    good = Target(str(tmp_path / "real"), inode)
    assert found == {**dict.fromkeys(made), "good": good, "chained": good}


def test_a_share_of_another_computer_is_not_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert stays_here(tmp_path)
    mounts = tmp_path / "mountinfo"
    mounts.write_text("1 1 0:1 / / rw - ext4 a rw\n2 1 0:2 / /mnt/nas rw - cifs b rw\n")
    monkeypatch.setattr("picup_desktop.files.mounts.MOUNTS_FILE", mounts)
    assert not stays_here(Path("/mnt/nas/photos"))
    assert stays_here(Path("/mnt"))


def test_a_link_leads_elsewhere_by_path_or_by_inode_and_not_by_device() -> None:
    before = {"a": Target("/x", 1, 7), "b": Target("/y", 2, 7)}
    assert other_targets(before, {"a": Target("/x", 1, 8), "c": Target("/z", 3)}) == frozenset()
    assert other_targets(before, {"a": Target("/x", 9, 7)}) == {"a"}
    assert other_targets(before, {"a": Target("/w", 1, 7), "b": Target("/y", 2)}) == {"a"}


def test_links_in_the_ledger_are_those_that_were_written() -> None:
    odd = os.fsdecode(b"caf\xe9")
    written = {"2024": Target(f"/big/{odd}", 2**63), odd: Target("/한글", 1)}
    assert from_text(to_text(written)) == written
    assert from_text("") == {}
