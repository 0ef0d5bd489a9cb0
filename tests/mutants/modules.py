"""The pure modules that are mutated, each with the unit tests that must notice."""

from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Target:
    """One module and the test files that hold its decisions."""

    module: PurePosixPath
    tests: tuple[PurePosixPath, ...]


def _target(module: str, *tests: str) -> Target:
    return Target(
        PurePosixPath("picup_desktop", module),
        tuple(PurePosixPath("tests/unit", test) for test in tests),
    )


TARGETS = (
    _target("backoff.py", "test_backoff.py"),
    _target("sync/upload/outcomes.py", "test_outcomes.py"),
    _target("sync/reach/outages.py", "test_outages.py"),
    _target("sync/reach/circuit.py", "test_circuit.py"),
    _target("sync/verify/plan.py", "test_verify_plan.py"),
    _target("sync/space/plan.py", "test_free_plan.py"),
    _target("sync/scan/losses.py", "test_changes.py"),
    _target("sync/scan/changes.py", "test_changes.py"),
    _target("sync/scan/spoiled.py", "test_spoiled.py"),
    _target("sync/scan/file_ends.py", "test_spoiled.py"),
    _target("sync/clock/check.py", "test_clock_check.py"),
    _target("sync/home/own_journal.py", "test_own_journal.py"),
    _target("sync/rescan/subfolders.py", "test_subfolders.py"),
    _target("gallery/one_shot.py", "test_one_shot.py"),
    _target("files/status.py", "test_file_status.py"),
    _target("alerts/plan.py", "test_alert_plan.py", "test_alerts.py"),
    _target("settings/quiet_hours.py", "test_engine_surroundings.py"),
)

EQUIVALENT = {
    ("picup_desktop/backoff.py", "MOST_DOUBLINGS = 32"): (
        "Only keeps the power small; every wait reaches its longest far earlier."
    ),
    (
        "picup_desktop/sync/upload/outcomes.py",
        "waits = outcome is Outcome.MAIN_FAILED and not worker",
    ): ("Of the two outcomes that come here, an order of their names tells the same."),
}
"""Lines whose mutants change nothing anybody can see, by module, with the reason."""

IGNORED_LINES = ("@dataclass",)
"""Starts of lines that say how data is made, and decide nothing."""
