"""The container: what compose.yaml lets it do, and what the image is built from.

That it builds and lives is seen by ``make container-test``.
"""

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # its types are a package that nothing else needs

from tests.packaging.script import load_script

ROOT = Path(__file__).parents[2]
CONTAINER = ROOT / "packaging/container"
CONTAINERFILE = (CONTAINER / "Containerfile").read_text("utf-8")


@pytest.fixture(scope="module")
def flags() -> ModuleType:
    return load_script(CONTAINER / "flags.py")


@pytest.fixture
def composed() -> dict[str, Any]:
    return dict(yaml.safe_load((CONTAINER / "compose.yaml").read_text("utf-8")))


def test_it_has_no_rights_and_reads_the_photos_alone(
    flags: ModuleType, composed: dict[str, Any]
) -> None:
    said = set(flags.flags(composed))
    assert said >= {"--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges"}
    assert {one for one in said if "/photos:" in one} == {
        "--volume=${PICUP_PHOTOS:-./photos}:/photos:ro"
    }
    assert not any("PICUP_PASSPHRASE=" in one for one in said)


@pytest.mark.parametrize("key", ["privileged", "ports", "network_mode", "cap_add", "devices"])
def test_what_the_life_of_the_image_would_not_see_is_told(
    flags: ModuleType, composed: dict[str, Any], key: str
) -> None:
    composed["services"]["picup"][key] = ["something"]
    with pytest.raises(KeyError, match=key):
        list(flags.flags(composed))


def test_a_folder_that_is_missing_is_not_made_by_root(composed: dict[str, Any]) -> None:
    for volume in composed["services"]["picup"]["volumes"]:
        assert volume["bind"] == {"create_host_path": False}


@pytest.mark.skipif(sys.platform == "win32", reason="it runs in the image")
def test_the_image_has_all_of_the_lock_but_the_window() -> None:
    lock = ROOT / "packaging/lock/run.txt"
    command = [CONTAINER / "headless.sh", lock]
    left = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    pins = re.compile(r"^([a-z0-9.-]+)==", re.MULTILINE)
    gone = set(pins.findall(lock.read_text("utf-8"))) - set(pins.findall(left))
    assert gone == {"pyside6-essentials", "shiboken6"}
    assert not left.startswith(" ")
    for line, following in zip(left.splitlines(), left.splitlines()[1:], strict=False):
        assert line.endswith("\\") == following.startswith(" ")


def test_all_that_is_copied_is_there_and_gets_into_the_build() -> None:
    ignored = (CONTAINER / "Containerfile.dockerignore").read_text("utf-8").splitlines()
    let_in = [line.removeprefix("!") for line in ignored if line.startswith("!")]
    copied = [
        source
        for line in re.findall(r"^COPY (?!--from)(.*)$", CONTAINERFILE, re.MULTILINE)
        for source in line.split()[:-1]
    ]
    assert len(copied) > 5
    for source in copied:
        assert (ROOT / source).exists(), source
        assert any(Path(source).is_relative_to(one) for one in let_in), source
    hook = re.search(r'^path = "(packaging/.*)"$', (ROOT / "pyproject.toml").read_text(), re.M)
    assert hook is not None
    assert any(Path(hook[1]).is_relative_to(source) for source in copied)


def test_it_is_nobody_special_and_asks_after_its_own_health() -> None:
    last = CONTAINERFILE.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (.*)$", last, re.MULTILINE) == ["1000:1000"]
    assert 'CMD ["picup", "health"]' in last
    assert 'ENTRYPOINT ["tini", "--", "picup"]' in last
    assert "rm -f /etc/machine-id" in last


def test_the_practice_boxes_have_no_rights_either() -> None:
    text = (CONTAINER / "compose.practice.yaml").read_text("utf-8")
    services = yaml.safe_load(text)["services"]
    for role in ("main", "backup"):
        assert services[role]["cap_drop"] == ["ALL"]
        assert services[role]["read_only"] is True
        assert "ports" not in services[role]
