"""What the rehearsal of a release looks at: each thing that it must complain of."""

import hashlib
import io
import json
import re
import runpy
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "packaging/release"


@pytest.fixture(scope="module")
def code() -> dict[str, Any]:
    sys.path.insert(0, str(FOLDER))
    try:
        return runpy.run_path(str(FOLDER / "rehearsal.py"))
    finally:
        sys.path.remove(str(FOLDER))


def wheel(folder: Path, name: str, version: str) -> None:
    with zipfile.ZipFile(folder / name, "w") as archive:
        archive.writestr("picup.dist-info/METADATA", f"Name: picup-desktop\nVersion: {version}\n")


def source(folder: Path, name: str, version: str) -> None:
    content = f"Name: picup-desktop\nVersion: {version}\n".encode()
    with tarfile.open(folder / name, "w:gz") as archive:
        member = tarfile.TarInfo("picup_desktop/PKG-INFO")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))


def parts(folder: Path, name: str, version: str, *components: tuple[str, str]) -> None:
    whole = {
        "metadata": {"component": {"version": version}},
        "components": [{"name": part, "version": at} for part, at in components],
    }
    (folder / name).write_text(json.dumps(whole))


def deb(folder: Path, version: str, *documents: str, name: str = "picup-desktop") -> None:
    tree = folder.parent / name
    (tree / "DEBIAN").mkdir(parents=True, exist_ok=True)
    (tree / "DEBIAN/control").write_text(
        f"Package: {name}\nVersion: {version}\nArchitecture: amd64\n"
        "Maintainer: nobody <nobody@localhost>\nDescription: a stand-in\n"
    )
    for document in documents:
        file = tree / f"usr/share/doc/{name}" / document
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    made = folder / f"{name}_{version}_amd64.deb"
    build = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(tree), str(made)]
    subprocess.run(build, check=True, capture_output=True)


def test_every_file_says_the_version_itself(code: dict[str, Any], tmp_path: Path) -> None:
    wheel(tmp_path, "picup_desktop-1.2.3-py3-none-any.whl", "1.2.3")
    source(tmp_path, "picup_desktop-1.2.3.tar.gz", "1.2.3")
    parts(tmp_path, "PicUp-Desktop-1.2.3.cdx.json", "1.2.3")
    (tmp_path / "SHA256SUMS").touch()

    assert list(code["versions"](tmp_path, "1.2.3")) == []

    wheel(tmp_path, "picup_desktop-1.2.3-py3-none-any.whl", "1.2.2")
    source(tmp_path, "picup_desktop-1.2.2.tar.gz", "1.2.2")
    parts(tmp_path, "PicUp-Desktop-1.2.3.cdx.json", "")

    assert list(code["versions"](tmp_path, "1.2.3")) == [
        "PicUp-Desktop-1.2.3.cdx.json says that it is nothing, the program 1.2.3.",
        "picup_desktop-1.2.2.tar.gz says that it is 1.2.2, the program 1.2.3.",
        "picup_desktop-1.2.2.tar.gz does not name the version 1.2.3.",
        "picup_desktop-1.2.3-py3-none-any.whl says that it is 1.2.2, the program 1.2.3.",
    ]


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="not installed: dpkg")
def test_a_package_of_debians_says_its_version_and_brings_the_licences(
    code: dict[str, Any], tmp_path: Path
) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    deb(packages, "1.2.3", "copyright")
    deb(packages, "1.2.3", *code["TEXTS"][:-1], name="picup")
    # Nothing that strict collecting could complain of, which has tests of its own.
    code["licences"].__globals__["ROOT"] = tmp_path
    stand_in = tmp_path / "packaging/licences/collect.py"
    stand_in.parent.mkdir(parents=True)
    python = tmp_path / "build/venv/bin/python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    stand_in.write_text("import sys; sys.exit('x264 has no text.')")

    complaints = list(code["licences"](packages, tmp_path))

    assert list(code["versions"](packages, "1.2.3")) == []
    assert complaints == [
        "x264 has no text.",
        "picup_1.2.3_amd64.deb lacks copyright.",
        f"picup-desktop_1.2.3_amd64.deb, picup_1.2.3_amd64.deb: none has {code['TEXTS'][-1]}.",
    ]


def test_the_sums_know_every_file_and_no_other(code: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "a.deb").write_text("a")
    right = hashlib.sha256(b"a").hexdigest()
    (tmp_path / "SHA256SUMS").write_text(f"{right}  a.deb\n")
    assert list(code["sums"](tmp_path)) == []

    (tmp_path / "a.deb").write_text("signed since")
    (tmp_path / "b.rpm").touch()
    (tmp_path / "SHA256SUMS").write_text(f"{right}  a.deb\n{right}  gone.dmg\n")

    assert list(code["sums"](tmp_path)) == [
        "SHA256SUMS has no right sum of a.deb.",
        "SHA256SUMS has no right sum of b.rpm.",
        "SHA256SUMS names gone.dmg, which is not there.",
    ]
    (tmp_path / "SHA256SUMS").unlink()
    assert len(list(code["sums"](tmp_path))) == 2


def test_the_list_of_parts_has_what_is_locked(code: dict[str, Any], tmp_path: Path) -> None:
    lock = tmp_path / "bundle.txt"
    lock.write_text(
        "av==18.1.0 ; python_full_version < '3.12' \\\n    --hash=sha256:00\n"
        "jaraco-classes==3.4.0 \\\n    --hash=sha256:00\n"
    )
    known = ("av", "18.1.0")
    parts(tmp_path, "PicUp-Desktop-1.2.3.cdx.json", "1.2.3", known, ("jaraco.classes", "3.4.0"))
    assert list(code["parts_list"](tmp_path, "1.2.3", lock)) == []

    parts(tmp_path, "PicUp-Desktop-1.2.3.cdx.json", "1.2.3", known, ("jaraco.classes", "3.3.0"))
    lacking = list(code["parts_list"](tmp_path, "1.2.3", lock))

    assert lacking == ["The list of parts lacks jaraco-classes 3.4.0."]
    assert list(code["parts_list"](tmp_path, "1.2.4", lock)) == [
        "There is no list of parts (make sbom)."
    ]


def test_the_list_of_parts_has_the_libraries_of_each_system(
    code: dict[str, Any], tmp_path: Path
) -> None:
    packages, lists = tmp_path / "packages", tmp_path / "libraries"
    packages.mkdir()
    libraries = runpy.run_path(str(FOLDER / "libraries.py"))
    ours: dict[str, Any] = {"metadata": {}, "components": [{"name": "av", "bom-ref": "av"}]}
    same = {"name": "FFmpeg", "bom-ref": "av/FFmpeg/8", "properties": [], "type": "library"}
    lame = {**same, "name": "LAME", "bom-ref": "av/LAME/3"}
    told = {"linux-x86_64": {"components": [same, lame]}, "macos-arm64": {"components": [same]}}
    file = packages / "PicUp-Desktop-1.2.3.cdx.json"
    assert list(code["library_parts"](packages, "1.2.3", lists)) == [
        "Nothing tells which libraries that are none for Python are in the bundle."
    ]
    lists.mkdir()
    for system, one in told.items():
        (lists / f"{system}.cdx.json").write_text(json.dumps(one))

    joined = libraries["joined"](libraries["joined"](ours, told), told)
    file.write_text(json.dumps(joined))

    assert [one["name"] for one in joined["components"]] == ["av", "FFmpeg", "LAME"]
    systems = [one["value"] for one in joined["components"][1]["properties"]]
    assert systems == ["linux-x86_64", "macos-arm64"]
    assert list(code["library_parts"](packages, "1.2.3", lists)) == []
    # None of them has a version, nor has every one that is found in a bundle.
    (tmp_path / "bundle.txt").write_text("av==18.1.0 \\\n    --hash=sha256:00\n")
    assert list(code["parts_list"](packages, "1.2.3", tmp_path / "bundle.txt")) == [
        "The list of parts lacks av 18.1.0."
    ]
    del joined["components"][2]
    file.write_text(json.dumps(joined))
    assert list(code["library_parts"](packages, "1.2.3", lists)) == [
        "The list of parts lacks LAME, which linux-x86_64.cdx.json has."
    ]
    lacking = libraries["joined"](ours, {})["metadata"]["properties"]
    assert [one["name"] for one in lacking] == [libraries["LACKING"]]


@pytest.mark.parametrize(("answer", "ready"), [("picup 1.2.3", True), ("picup 1.2.2", False)])
def test_a_bundle_of_another_version_is_not_taken(
    code: dict[str, Any], tmp_path: Path, answer: str, *, ready: bool
) -> None:
    program = tmp_path / "picup"
    assert list(code["bundle_version"](tmp_path, "1.2.3")) == [f"There is no bundle in {tmp_path}."]
    program.write_text(f"#!/bin/sh\necho {answer}\n")
    program.chmod(0o755)

    assert (list(code["bundle_version"](tmp_path, "1.2.3")) == []) == ready


def test_a_changelog_without_the_version_is_not_ready(
    code: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = code["program_version"](ROOT)
    file = tmp_path / "CHANGELOG.md"
    monkeypatch.setenv("CHANGELOG", str(file))
    file.write_text(f"## [{version}]\n\n- It is out.\n")
    assert list(code["changelog"](version)) == []

    file.write_text("## [Unreleased]\n\n- Something.\n")

    assert [one for one in code["changelog"](version) if f"nothing of {version}" in one]


def test_what_it_leaves_to_others_is_what_it_does_not_build(code: dict[str, Any]) -> None:
    script = (FOLDER / "rehearse.sh").read_text("utf-8")
    (kinds,) = re.findall(r"^for kind in (.*); do$", script, re.MULTILINE)
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert set(kinds.split()) == {"dist", "bundle", "deb", "rpm", "appimage", "sbom", "repo"}
    assert set(kinds.split()) <= targets
    for word in ("Windows", "macOS", "ARM64", "notarization", "draft"):
        assert word in code["ELSEWHERE"]
