"""The lock files say of one another what they are to."""

from pathlib import Path

LOCK = Path(__file__).parents[2] / "packaging" / "lock"


def pinned(name: str) -> dict[str, str]:
    """What a lock file pins, and the hashes of each."""
    parts = (LOCK / f"{name}.txt").read_text("utf-8").replace("\\\n", " ").splitlines()
    return {part.split("==")[0]: part for part in parts if "==" in part}


def test_the_packages_hold_what_runs_and_the_player_of_films() -> None:
    run, bundle = pinned("run"), pinned("bundle")
    assert {name: pin for name, pin in bundle.items() if name in run} == run
    assert set(bundle) - set(run) == {"pyside6-addons"}
    version = run["pyside6-essentials"].split()[0].partition("==")[2]
    assert bundle["pyside6-addons"].split()[0] == f"pyside6-addons=={version}"
