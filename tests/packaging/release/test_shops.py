"""What winget, Scoop and Homebrew are told of a release: held against what their schemas ask."""

import hashlib
import json
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # its types are a package that nothing else needs

ROOT = Path(__file__).parents[3]
SCRIPT = ROOT / "packaging/release/shops.py"
NSIS = (ROOT / "packaging/windows/picup.nsi").read_text("utf-8")
DOWNLOADS = "https://example.org/picup/releases/download/v1.2.3"
SETUP, IMAGE = "PicUp-Desktop-1.2.3-x64-Setup.exe", "PicUp-Desktop-1.2.3-arm64.dmg"


def written(folder: Path, *names: str) -> dict[str, str]:
    packages, out = folder / "packages", folder / "out"
    packages.mkdir(parents=True, exist_ok=True)
    for name in names:
        (packages / name).write_text(name)
    subprocess.run(
        [sys.executable, SCRIPT, "1.2.3", packages, DOWNLOADS, out],
        env={"HOMEPAGE": "https://example.org/picup", "PATH": "/usr/bin:/bin"},
        check=True,
        capture_output=True,
    )
    files = (file for file in out.rglob("*") if file.is_file())
    return {file.relative_to(out).as_posix(): file.read_text("utf-8") for file in files}


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, str]:
    return written(tmp_path, SETUP, IMAGE)


def winget(texts: dict[str, str]) -> dict[str, dict[str, Any]]:
    found = [yaml.safe_load(text) for name, text in texts.items() if name.startswith("winget/")]
    return {one["ManifestType"]: one for one in found}


REQUIRED = {
    "version": {"DefaultLocale"},
    "installer": {"Installers"},
    "defaultLocale": {"PackageLocale", "Publisher", "PackageName", "License", "ShortDescription"},
    "locale": {"PackageLocale"},
}
"""By the schemas 1.6.0, beside what all of them ask."""


def test_winget_gets_every_file_it_asks_for(texts: dict[str, str]) -> None:
    manifests = winget(texts)

    assert set(manifests) == set(REQUIRED)
    for kind, one in manifests.items():
        common = {"PackageIdentifier", "PackageVersion", "ManifestType", "ManifestVersion"}
        assert set(one) >= REQUIRED[kind] | common
        assert (one["PackageIdentifier"], one["PackageVersion"]) == ("PicUp.Desktop", "1.2.3")
        assert one["ManifestVersion"] == "1.6.0"
    folder = "winget/manifests/p/PicUp/Desktop/1.2.3/PicUp.Desktop"
    assert {name for name in texts if name.startswith("winget/")} == {
        f"{folder}{ending}.yaml" for ending in ("", ".installer", ".locale.en-US", ".locale.ko-KR")
    }
    english, korean = manifests["defaultLocale"], manifests["locale"]
    assert 3 <= len(english["ShortDescription"]) <= 256
    assert re.search("[가-힣]", korean["ShortDescription"])
    assert manifests["version"]["DefaultLocale"] == english["PackageLocale"]


def test_winget_knows_the_installer_as_it_is(texts: dict[str, str]) -> None:
    installer = winget(texts)["installer"]
    defined = dict(re.findall(r'^!define (\w+) "?(.*?)"?$', NSIS, re.MULTILINE))

    assert installer["Installers"] == [
        {
            "Architecture": "x64",
            "InstallerUrl": f"{DOWNLOADS}/{SETUP}",
            "InstallerSha256": hashlib.sha256(SETUP.encode()).hexdigest().upper(),
        }
    ]
    assert installer["InstallerType"] == "nullsoft"
    assert installer["Scope"] == "user", "it asks for no administrator"
    assert installer["InstallerSwitches"]["Silent"] == "/S"
    assert defined["UNINSTALL_KEY"].endswith(f"\\{installer['ProductCode']}")
    assert winget(texts)["defaultLocale"]["Publisher"] == defined["PUBLISHER"]
    assert winget(texts)["defaultLocale"]["PackageName"] == defined["NAME"]
    codes = {one["InstallerReturnCode"] for one in installer["ExpectedReturnCodes"]}
    assert codes == {int(defined["EXIT_IN_USE"])}


def test_scoop_finds_the_programs_in_what_it_unpacks(texts: dict[str, str]) -> None:
    manifest = json.loads(texts["scoop/picup-desktop.json"])

    (url, digest) = manifest["architecture"]["64bit"].values()
    assert url == f"{DOWNLOADS}/{SETUP}#/dl.7z"
    assert digest == hashlib.sha256(SETUP.encode()).hexdigest()
    assert set(manifest) >= {"version", "description", "homepage", "license"}
    programs = {manifest["bin"], manifest["shortcuts"][0][0]}
    build = runpy.run_path(str(ROOT / "packaging/windows/build.py"))
    assert programs == set(build["PROGRAMS"])


def test_homebrew_has_the_image_and_no_removal_takes_what_is_a_persons(
    texts: dict[str, str], tmp_path: Path
) -> None:
    cask = texts["homebrew/Casks/picup-desktop.rb"]

    assert 'version "1.2.3"' in cask
    assert f'sha256 "{hashlib.sha256(IMAGE.encode()).hexdigest()}"' in cask
    assert 'releases/download/v#{version}/PicUp-Desktop-#{version}-arm64.dmg"' in cask
    assert "1.2.3" not in cask.replace('version "1.2.3"', "")
    assert "depends_on arch: :arm64" in cask
    oldest = runpy.run_path(str(ROOT / "packaging/macos/info_plist.py"))["OLDEST_MACOS"]
    assert {"14.0": ">= :sonoma"}[oldest] in cask
    assert "Application Support" not in cask
    assert "LaunchAgents" not in cask, "an upgrade would switch off what starts with the computer"
    if shutil.which("ruby") is not None:
        file = tmp_path / "cask.rb"
        file.write_text(cask)
        subprocess.run(["ruby", "-c", file], check=True, capture_output=True)


def test_a_shop_whose_package_is_missing_keeps_the_version_before(tmp_path: Path) -> None:
    assert {name.split("/")[0] for name in written(tmp_path / "a", SETUP)} == {"winget", "scoop"}
    assert {name.split("/")[0] for name in written(tmp_path / "b", IMAGE)} == {"homebrew"}


def test_neither_package_is_nothing_to_tell(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        written(tmp_path, "picup-desktop_1.2.3_amd64.deb")
    assert not (tmp_path / "out").exists()


def test_what_is_written_as_yaml_is_read_as_it_was() -> None:
    lines = runpy.run_path(str(SCRIPT))["lines_of"]
    value = {"a": "1.10", "b": ["x: y", "#"], "c": [{"d": 5, "e": "no"}], "f": {"g": '한글 " \\'}}

    assert yaml.safe_load("\n".join(lines(value))) == value
