"""What ``picup status`` says of a home in one sentence: green only if nothing speaks against it."""

from typing import Any, cast

import pytest

from picup_desktop.cli.answers import Status
from picup_desktop.cli.photos.status import tell_status
from picup_desktop.ledger.evidence import Evidence
from picup_desktop.names import plain

FAULT = {"times": 3, "since": "2030-01-02T03:04:05Z", "reason": "The disk is full."}


def storage(role: str, evidence: Evidence = Evidence.SEEN) -> dict[str, Any]:
    seen_at = "2030-01-02T03:04:05Z"
    return {
        "role": role,
        "url": "file:///a",
        "state": "online",
        "objects": 1,
        "bytes": 1,
        "reason": None,
        "free_bytes": None,
        "checked_at": None,
        "seen_at": seen_at,
        "evidence": evidence.value,
    }


def first_line(capsys: pytest.CaptureFixture[str], **different: Any) -> str:
    status: dict[str, Any] = {
        "photos": 3,
        "waiting": 0,
        "failed": 0,
        "half_protected": 0,
        "protected": 3,
        "deleted": 0,
        "queued_objects": 0,
        "earlier_versions": 0,
        "earlier_versions_bytes": 0,
        "earlier_versions_until": None,
        "dead_letters": 0,
        "attention": 0,
        "pass_fault": None,
        "home_hold": None,
        "skipped": 0,
        "skipped_kinds": {},
        "storages": [storage("main"), storage("backup")],
    }
    tell_status(cast(Status, {**status, **different}), plain(""))
    return capsys.readouterr().out.splitlines()[0]


def test_all_or_some_are_on_both(capsys: pytest.CaptureFixture[str]) -> None:
    assert first_line(capsys) == "All 3 photos are on both storages."
    assert first_line(capsys, photos=1, protected=1) == "The one photo is on both storages."
    some = first_line(capsys, photos=1004, waiting=1000, half_protected=1)
    assert some == "3 of 1,004 photos are on both storages; 1 half protected, 1,000 waiting."


def test_nothing_is_called_safe_that_was_not_seen(capsys: pytest.CaptureFixture[str]) -> None:
    doubted = [storage("main"), storage("backup", Evidence.DOUBTED)]
    said = first_line(capsys, storages=doubted)
    assert said.startswith("3 of 3 photos were brought to both storages. Backup was whole ")


@pytest.mark.parametrize("photos", [0, 3])
def test_5_7_failed_passes_are_told_before_anything_else(
    capsys: pytest.CaptureFixture[str], photos: int
) -> None:
    said = first_line(capsys, photos=photos, protected=photos, pass_fault=FAULT, home_hold="old")
    known = "3 of 3 photos were on both storages, but what came since is not seen."
    assert said.startswith(known if photos else "There are no photos yet. Passes have failed since")
    assert said.endswith(" The disk is full.")


@pytest.mark.parametrize("photos", [0, 3])
def test_5_5_a_home_that_is_old_is_told_also_without_photos(
    capsys: pytest.CaptureFixture[str], photos: int
) -> None:
    said = first_line(capsys, photos=photos, protected=photos, home_hold="old")
    assert not said.startswith("All")
    assert "Add an album" not in said


def test_a_new_home_is_told_what_comes_next(capsys: pytest.CaptureFixture[str]) -> None:
    said = first_line(capsys, photos=0, protected=0)
    assert said == "There are no photos yet. Add an album: picup album add PATH"
