"""The lock files say of one another what they are to."""

from collections.abc import Set as AbstractSet
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path(__file__).parents[2] / "packaging" / "lock"


def pinned(name: str) -> dict[str, str]:
    """What a lock file pins, and the hashes of each."""
    return {part.split("==")[0]: part for part in _lines(name)}


def _lines(name: str) -> list[str]:
    """Each pin with its hashes; a package may have one for each of several Pythons."""
    parts = (LOCK / f"{name}.txt").read_text("utf-8").replace("\\\n", " ").splitlines()
    return [part for part in parts if "==" in part]


def test_the_packages_hold_what_runs_and_the_player_of_films() -> None:
    run, bundle = pinned("run"), pinned("bundle")
    assert {name: pin for name, pin in bundle.items() if name in run} == run
    assert set(bundle) - set(run) == {"pyside6-addons"}
    version = run["pyside6-essentials"].split()[0].partition("==")[2]
    assert bundle["pyside6-addons"].split()[0] == f"pyside6-addons=={version}"


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize("name", ["run", "bundle"])
def test_a_lock_has_all_that_its_packages_need_by_themselves(name: str, python: str) -> None:
    """With ``--require-hashes`` pip refuses to look for anything that is missing."""
    environment: dict[str, str | AbstractSet[str]] = {
        **{key: str(value) for key, value in default_environment().items()},
        "python_version": python,
        "python_full_version": f"{python}.0",
        "extra": "",
    }
    pins = (Requirement(line.split(" --hash")[0]) for line in _lines(name))
    there = [pin for pin in pins if pin.marker is None or pin.marker.evaluate(environment)]
    names = {canonicalize_name(pin.name) for pin in there}
    for pin in there:
        for needed in map(Requirement, _requires(pin.name)):
            if needed.marker is None or needed.marker.evaluate(environment):
                assert canonicalize_name(needed.name) in names, f"{pin.name} needs {needed}"


def _requires(name: str) -> list[str]:
    """What an installed package says that it needs; nothing of one that is not for this Python."""
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []
