"""Releases: tags, notes, sums, and workflows that name what there is and may do little."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # its types are a package that nothing else needs

from picup_desktop import __version__
from picup_desktop.new_version import NewVersion, parse_newest

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "packaging" / "release"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
NOTES = f"""# Changelog

## [Unreleased]

## [{__version__}] - 2027-01-01

- It is out.

## [0.0.1]

- It was.
"""


def run(script: str, *words: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [FOLDER / script, *map(str, words)],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )


@pytest.fixture
def changelog(tmp_path: Path) -> str:
    file = tmp_path / "CHANGELOG.md"
    file.write_text(NOTES)
    return str(file)


def test_a_tag_is_the_programs_version(changelog: str) -> None:
    good = run("check_tag.sh", f"v{__version__}", CHANGELOG=changelog)
    other = run("check_tag.sh", f"v{__version__}.1", CHANGELOG=changelog)

    assert (good.returncode, good.stdout, good.stderr) == (0, f"{__version__}\n", "")
    assert (other.returncode, other.stdout) == (1, "")
    assert __version__ in other.stderr


def test_a_version_that_the_changelog_does_not_know_is_not_released(tmp_path: Path) -> None:
    silent = tmp_path / "CHANGELOG.md"
    silent.write_text("# Changelog\n\n## [Unreleased]\n\n- Something.\n")

    done = run("check_tag.sh", f"v{__version__}", CHANGELOG=str(silent))

    assert done.returncode == 1
    assert "CHANGELOG.md says nothing" in done.stderr


def test_the_notes_are_those_of_one_version(changelog: str) -> None:
    assert run("notes.sh", __version__, CHANGELOG=changelog).stdout.strip() == "- It is out."


def test_the_sums_are_those_of_every_file_in_order(tmp_path: Path) -> None:
    for name in ("b.exe", "A.deb", "a b.dmg"):
        (tmp_path / name).write_bytes(name.encode())

    for _ in range(2):
        done = run("sums.sh", tmp_path)

        assert (done.returncode, done.stderr) == (0, "")
        lines = (tmp_path / "SHA256SUMS").read_text().splitlines()
        assert lines == [
            f"{hashlib.sha256(name.encode()).hexdigest()}  {name}"
            for name in ("A.deb", "a b.dmg", "b.exe")
        ]


def test_nothing_has_no_sums(tmp_path: Path) -> None:
    assert run("sums.sh", tmp_path).returncode == 1
    assert not (tmp_path / "SHA256SUMS").exists()


@pytest.mark.skipif(shutil.which("gpg") is None, reason="not installed: gpg")
def test_the_sums_are_signed_where_there_is_a_key(tmp_path: Path) -> None:
    # Where an agent listens must be short.
    keys, packages = tmp_path / "k", tmp_path / "packages"
    keys.mkdir(mode=0o700)
    packages.mkdir()
    (packages / "one.deb").write_text("one")
    gpg = ["gpg", "--homedir", str(keys), "--batch", "--quiet", "--passphrase", ""]
    try:
        subprocess.run([*gpg, "--quick-generate-key", "a release"], check=True, capture_output=True)
        done = run("sums.sh", packages, PICUP_GPG_KEY="a release", GNUPGHOME=str(keys))
        assert done.returncode == 0, done
        sums = [packages / "SHA256SUMS.asc", packages / "SHA256SUMS"]
        subprocess.run([*gpg, "--verify", *map(str, sums)], check=True, capture_output=True)
    finally:
        subprocess.run(
            ["gpgconf", "--homedir", str(keys), "--kill", "all"], check=False, capture_output=True
        )


def jobs(workflow: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(workflow.read_text("utf-8"))
    found: dict[str, Any] = document["jobs"]
    return found


def steps(workflow: Path) -> list[dict[str, Any]]:
    return [step for job in jobs(workflow).values() for step in job["steps"]]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_may_read_and_only_the_draft_may_write(workflow: Path) -> None:
    assert yaml.safe_load(workflow.read_text("utf-8"))["permissions"] == {"contents": "read"}
    writing = {name for name, job in jobs(workflow).items() if "permissions" in job}
    assert writing == ({"draft"} if workflow.stem == "release" else set())
    checkouts = [s for s in steps(workflow) if s.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) == len(jobs(workflow))
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.stem)
def test_actions_are_the_hosts_own_and_of_one_version(workflow: Path) -> None:
    used = [step["uses"] for step in steps(workflow) if "uses" in step]

    assert [one for one in used if not re.fullmatch(r"actions/[\w-]+@v\d+(\.\d+\.\d+)?", one)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.stem)
def test_no_secret_and_nothing_that_a_stranger_names_is_written_into_a_script(
    workflow: Path,
) -> None:
    scripts = [step["run"] for step in steps(workflow) if "run" in step]

    inserted = {one for script in scripts for one in re.findall(r"\$\{\{\s*(.*?)\s*\}\}", script)}

    assert inserted == set()


def test_workflows_run_what_there_is() -> None:
    text = "\n".join(
        step["run"] for workflow in WORKFLOWS for step in steps(workflow) if "run" in step
    )
    scripts = set(re.findall(r"(?<![\w/])((?:packaging|\.ci)/[\w./-]+)", text))
    targets = set(re.findall(r"^make ([\w-]+)", text, re.MULTILINE))
    made = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert scripts >= {".ci/run", "packaging/release/check_tag.sh", "packaging/windows/bundle.sh"}
    assert [one for one in scripts if not os.access(ROOT / one, os.X_OK)] == []
    assert targets >= {"deb", "rpm", "appimage", "dist", "dmg", "sbom"}
    assert targets <= made


def test_every_lock_file_is_one_that_the_lock_is_written_by() -> None:
    (written,) = re.findall(
        r"^for group in (.*); do$", (ROOT / "packaging/lock.sh").read_text("utf-8"), re.MULTILINE
    )
    there = {file.stem for file in (ROOT / "packaging" / "lock").glob("*.txt")}

    # PyInstaller is the bundle's to pin, and the runtime the AppImage's.
    assert there - set(written.split()) <= {"package", "appimage"}
    assert set(written.split()) <= there


def test_a_release_brings_the_file_that_the_program_asks_for() -> None:
    page = "https://example.org/releases/tag/v1.2.3"
    told = subprocess.run(
        [FOLDER / "version_json.sh", "1.2.3", page], capture_output=True, check=True
    ).stdout
    assert parse_newest(told) == NewVersion("1.2.3", page)
