"""The release workflow: each job stands on what exists, and fails for itself alone."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # its types are a package that nothing else needs

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "packaging" / "release"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PARTS = runpy.run_path(str(FOLDER / "parts.py"))
RUNNERS = {"ubuntu-24.04", "ubuntu-24.04-arm", "windows-2025", "macos-15"}
"""Those that the host has, and that what we lock has wheels for: none for Intel's Macs."""


def read(workflow: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(workflow.read_text("utf-8"))
    return found


JOBS: dict[str, Any] = read(ROOT / ".github/workflows/release.yml")["jobs"]
BUILDERS = set(JOBS) - {"check", "draft"}


def needs(job: dict[str, Any]) -> list[str]:
    named = job.get("needs", [])
    return [named] if isinstance(named, str) else list(named)


def instances(job: dict[str, Any]) -> list[dict[str, str]]:
    """What a matrix makes of a job; the job itself where there is none."""
    found: list[dict[str, str]] = job.get("strategy", {}).get("matrix", {}).get("include", [{}])
    return found


def filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ matrix\.(\w+) \}\}", lambda found: values[found[1]], text)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.stem)
def test_a_job_waits_for_jobs_that_there_are(workflow: Path) -> None:
    jobs = read(workflow)["jobs"]

    assert [one for job in jobs.values() for one in needs(job) if one not in jobs] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.stem)
def test_what_an_expression_names_is_declared(workflow: Path) -> None:
    for name, job in read(workflow)["jobs"].items():
        text = yaml.safe_dump(job)
        ids = {step["id"] for step in job["steps"] if "id" in step}
        for values in instances(job):
            assert set(re.findall(r"\bmatrix\.(\w+)", text)) <= set(values), name
        assert set(re.findall(r"\bsteps\.(\w+)", text)) <= ids, name
        assert set(re.findall(r"\bneeds\.(\w+)", text)) <= set(needs(job)), name


def test_each_runs_where_what_is_locked_has_wheels() -> None:
    used = {filled(job["runs-on"], values) for job in JOBS.values() for values in instances(job)}

    assert used <= RUNNERS
    linux = {one["processor"]: one["container"] for one in instances(JOBS["linux"])}
    assert linux == {"x86_64": "debian:12-slim", "aarch64": "debian:13-slim"}


def test_no_package_is_kept_before_its_licences_are_all_known() -> None:
    script = "packaging/release/libraries.sh"
    for name in BUILDERS - {"python"}:
        steps = JOBS[name]["steps"]
        (listed,) = (n for n, step in enumerate(steps) if step.get("run", "").startswith(script))
        kept = [n for n, step in enumerate(steps) if keeps(step, "packages-")]
        assert kept
        assert all(number > listed for number in kept), name
        assert any(keeps(step, "libraries-") for step in steps[listed:]), name
    assert "--strict" in (ROOT / script).read_text("utf-8")


def keeps(step: dict[str, Any], name: str) -> bool:
    return bool(step.get("with", {}).get("name", "").startswith(name))


def test_a_job_that_fails_holds_no_other_up() -> None:
    assert {name: needs(JOBS[name]) for name in BUILDERS} == {name: ["check"] for name in BUILDERS}
    assert set(needs(JOBS["draft"])) == {"check", *BUILDERS}
    # Without a word of its own a job is skipped where one that it needs has failed.
    assert JOBS["draft"]["if"] == "${{ !cancelled() && needs.check.result == 'success' }}"
    matrices = [job["strategy"] for job in JOBS.values() if "strategy" in job]
    assert matrices
    assert all(strategy["fail-fast"] is False for strategy in matrices)


def test_no_package_is_kept_whose_own_step_failed() -> None:
    names = []
    for job in BUILDERS:
        conditions: list[str] = []
        for step in JOBS[job]["steps"]:
            kept = step.get("uses", "").startswith("actions/upload-artifact@")
            condition = step.get("if", "")
            if kept and condition:
                (made,) = re.findall(
                    r"^\$\{\{ !cancelled\(\) && steps\.(\w+)\.outcome == 'success' \}\}$", condition
                )
                assert made in conditions, "the very step that makes it comes before"
            if kept:
                names += [filled(step["with"]["name"], values) for values in instances(JOBS[job])]
            if "id" in step:
                conditions.append(step["id"])
    assert len(set(names)) == len(names), "two artifacts of one name: the second is refused"
    assert all(name.startswith(("packages-", "libraries-")) for name in names)


def test_every_job_makes_a_part_of_the_release_and_every_part_has_its_job() -> None:
    assert {part.job for part in PARTS["PARTS"]} == BUILDERS


def test_the_notes_say_what_a_failed_job_has_left_out(tmp_path: Path) -> None:
    for part in PARTS["PARTS"]:
        if part.job != "windows":
            (tmp_path / part.name.format(v="1.2.3")).write_text("x")
    # A disk that was full leaves such a file.
    empty = tmp_path / "PicUp-Desktop-1.2.3-x64-Setup.exe"
    empty.touch()

    lacking = parts(tmp_path)
    empty.write_text("x")

    assert lacking.stdout.splitlines()[1:] == [
        "### Not in this release",
        "",
        "- Windows: `PicUp-Desktop-1.2.3-x64-Setup.exe`",
    ]
    assert (parts(tmp_path).returncode, parts(tmp_path).stdout) == (0, "")


def test_nothing_at_all_is_no_release(tmp_path: Path) -> None:
    (tmp_path / "PicUp-Desktop-1.2.2-x64-Setup.exe").write_text("of the version before")

    done = parts(tmp_path)

    assert (done.returncode, done.stdout) == (1, "")
    assert "not one package of 1.2.3" in done.stderr


def parts(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(FOLDER / "parts.py"), "1.2.3", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("there", "asked"),
    [
        ("", ["release create v1.2.3"]),
        ("true", ["release edit v1.2.3", "release upload v1.2.3"]),
        ("false", []),
    ],
)
def test_a_job_run_once_more_brings_the_draft_up_to_date_and_nothing_published_is_touched(
    tmp_path: Path, there: str, asked: list[str]
) -> None:
    folder, log, tools = tmp_path / "packages", tmp_path / "log", tmp_path / "tools"
    folder.mkdir()
    tools.mkdir()
    (folder / "a.deb").write_text("x")
    log.touch()
    told = f"echo {there}" if there else "exit 1"
    (tools / "gh").write_text(
        f'#!/bin/sh\ncase "$2" in view) {told} ;; *) echo "$@" >>{log} ;; esac\n'
    )
    (tools / "gh").chmod(0o755)

    done = subprocess.run(
        [FOLDER / "draft.sh", "v1.2.3", tmp_path / "notes.md", folder],
        env={"PATH": f"{tools}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )

    calls = log.read_text().splitlines()
    assert [" ".join(call.split()[:3]) for call in calls] == asked
    assert done.returncode == (1 if there == "false" else 0)
    assert ("is published" in done.stderr) == (there == "false")
    for call in calls:
        assert "--draft" in call or "a.deb" in call
