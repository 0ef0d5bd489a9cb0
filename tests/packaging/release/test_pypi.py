"""What an index of packages is given: the readme it can show, the wheel and the source."""

import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from picup_desktop import __version__

ROOT = Path(__file__).parents[3]
HEAVIEST_SOURCE_BYTES = 4_000_000
"""The guide's pictures alone are 7,000,000."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment())
    return folder


def environment(source_url: str = "https://example.org/picup/blob/v1") -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PICUP_SOURCE_URL": source_url}


def readme(source_url: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "hatchling", "metadata", "readme"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment(source_url),
    ).stdout


def test_pictures_and_links_lead_to_the_source_of_the_version() -> None:
    told = readme("https://example.org/picup/blob/v1")

    assert "](https://example.org/picup/raw/v1/docs/guide/overview.png)" in told
    assert "](https://example.org/picup/blob/v1/docs/cli.md)" in told
    assert "](https://rclone.org)" in told
    assert re.findall(r"\]\((?!https://)[^)]*\)", told) == []


def test_without_a_place_for_the_source_nothing_leads_nowhere() -> None:
    told = readme("")

    assert re.findall(r"\]\((?!https?://)[^)]*\)", told) == []
    assert "![" not in told
    assert "](https://rclone.org)" in told
    assert "docs/cli.md: every command" in told


def test_the_source_has_what_a_wheel_is_made_of_and_no_heavy_pictures(built: Path) -> None:
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert source.name == f"picup_desktop-{__version__}.tar.gz"
    assert names >= {"LICENSE", "README.md", "packaging/pypi/readme.py", "docs/packaging.md"}
    assert any(name.startswith("docs/guide/attention/") for name in names)
    assert [name for name in names if re.match(r"\.(ci|github)/|docs/.*\.(png|webp)", name)] == []
    assert source.stat().st_size < HEAVIEST_SOURCE_BYTES


def test_the_wheel_has_what_runs_and_not_what_that_is_made_of(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = archive.read(f"picup_desktop-{__version__}.dist-info/METADATA").decode()

    assert [name for name in names if name.endswith(".ts")] == []
    parts = {name.partition("/")[0] for name in names}
    assert parts == {"picup_desktop", f"picup_desktop-{__version__}.dist-info"}
    assert any(name.startswith("picup_desktop/guide_pages/") for name in names)
    assert {Path(name).suffix for name in names} >= {".qm", ".svg", ".sql", ".json"}
    assert f"picup_desktop-{__version__}.dist-info/licenses/LICENSE" in names
    assert "raw/v1/docs/guide/overview.png" in metadata
    source = "https://example.org/picup/blob/v1"
    assert f"Project-URL: Changelog, {source}/CHANGELOG.md" in metadata.splitlines()
    assert "Project-URL: Homepage" not in metadata, "it has none"
