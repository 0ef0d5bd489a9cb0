#!/usr/bin/env python3
"""Writes what winget, Scoop and Homebrew want to know of a release: from its version and its files.

usage: shops.py VERSION PACKAGES DOWNLOADS OUT

DOWNLOADS is the address below which the files are published, HOMEPAGE (a variable) the project's.
A system without its package in the folder PACKAGES gets none: its shop keeps the version before.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

IDENTIFIER = "PicUp.Desktop"
WINGET_SCHEMA = "1.6.0"
PUBLISHER = "The PicUp Desktop authors"
"""As the installer writes it into the registry (picup.nsi)."""
NAME = "PicUp Desktop"
SHORT = "Keeps every photo, sealed, on two NAS boxes, and can prove it."
SHORT_KO = "모든 사진을 봉인해 두 NAS에 보관하고, 그것을 증명합니다."
LICENCE = "GPL-3.0-or-later"
UNINSTALL_KEY = "PicUp Desktop"
RETURN_CODES = {5: "packageInUse"}
"""What the installer ends with, as far as winget has a word for it."""


@dataclass(frozen=True)
class File:
    """A published file: where it is, and its SHA-256 in lower-case hexadecimals."""

    url: str
    sha256: str


def main(version: str, packages: Path, downloads: str, out: Path) -> None:
    """Write them, each where its shop has it."""
    homepage = os.environ.get("HOMEPAGE") or downloads
    setup = published(packages / f"PicUp-Desktop-{version}-x64-Setup.exe", downloads)
    image = published(packages / f"PicUp-Desktop-{version}-arm64.dmg", downloads)
    texts: dict[str, str] = {}
    if setup is not None:
        texts |= winget(version, setup, homepage)
        texts["scoop/picup-desktop.json"] = scoop(version, setup, homepage)
    if image is not None:
        texts["homebrew/Casks/picup-desktop.rb"] = cask(version, image, homepage)
    if not texts:
        sys.exit(f"{packages} has neither the installer for Windows nor the image for macOS.")
    for name, text in texts.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, "utf-8")
        sys.stdout.write(f"{out / name}\n")


def published(file: Path, downloads: str) -> File | None:
    """Return where a file will be, and its sum; nothing where it was not made."""
    if not file.is_file():
        return None
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return File(f"{downloads.rstrip('/')}/{file.name}", digest)


def winget(version: str, setup: File, homepage: str) -> dict[str, str]:
    """Return its files by their names: for the version, the installer and each language."""
    common = {"PackageIdentifier": IDENTIFIER, "PackageVersion": version}
    english = {
        "PackageLocale": "en-US",
        "Publisher": PUBLISHER,
        "PackageName": NAME,
        "PackageUrl": homepage,
        "License": LICENCE,
        "ShortDescription": SHORT,
        "Moniker": "picup",
        "Tags": ["backup", "encryption", "nas", "photos", "sftp"],
    }
    korean = {"PackageLocale": "ko-KR", "PackageName": NAME, "ShortDescription": SHORT_KO}
    installer = {
        "Platform": ["Windows.Desktop"],
        "MinimumOSVersion": "10.0.0.0",
        "InstallerType": "nullsoft",
        "Scope": "user",
        "InstallModes": ["interactive", "silent", "silentWithProgress"],
        "InstallerSwitches": {"Silent": "/S", "SilentWithProgress": "/S"},
        "ExpectedReturnCodes": [
            {"InstallerReturnCode": code, "ReturnResponse": meaning}
            for code, meaning in RETURN_CODES.items()
        ],
        # The installer replaces the version before, and puts it back where that fails.
        "UpgradeBehavior": "install",
        "ProductCode": UNINSTALL_KEY,
        "Installers": [
            {
                "Architecture": "x64",
                "InstallerUrl": setup.url,
                "InstallerSha256": setup.sha256.upper(),
            }
        ],
    }
    kinds = {
        "": ({"DefaultLocale": "en-US"}, "version"),
        ".installer": (installer, "installer"),
        ".locale.en-US": (english, "defaultLocale"),
        ".locale.ko-KR": (korean, "locale"),
    }
    folder = f"winget/manifests/p/PicUp/Desktop/{version}"
    return {
        f"{folder}/{IDENTIFIER}{ending}.yaml": as_yaml(common | content, kind)
        for ending, (content, kind) in kinds.items()
    }


def as_yaml(content: dict[str, object], kind: str) -> str:
    """Return one of winget's files, which names the schema that it can be held against."""
    whole = content | {"ManifestType": kind, "ManifestVersion": WINGET_SCHEMA}
    schema = f"https://aka.ms/winget-manifest.{kind}.{WINGET_SCHEMA}.schema.json"
    return "\n".join([f"# yaml-language-server: $schema={schema}", *lines_of(whole), ""])


def lines_of(value: object, indent: str = "") -> Iterator[str]:
    """Yield a value as lines of YAML; a text is quoted as in JSON, which YAML reads alike."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(as_list(value)):
        head = f"{indent}{key}:" if isinstance(value, dict) else f"{indent}-"
        if isinstance(inner, dict | list) and isinstance(value, dict):
            yield head
            yield from lines_of(inner, f"{indent}  ")
        elif isinstance(inner, dict):
            first, *others = lines_of(inner, f"{indent}  ")
            yield f"{head} {first.strip()}"
            yield from others
        else:
            yield f"{head} {json.dumps(inner, ensure_ascii=False)}"


def as_list(value: object) -> list[object]:
    """Return a list as such. TypeError for what has no place between other lines."""
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is neither names with values nor a list")
    return value


def scoop(version: str, setup: File, homepage: str) -> str:
    """Return Scoop's file: it unpacks the installer, and asks nothing of the registry."""
    manifest = {
        "version": version,
        "description": SHORT,
        "homepage": homepage,
        "license": LICENCE,
        # Scoop's 7-Zip reads what NSIS has packed when it is called so.
        "architecture": {"64bit": {"url": f"{setup.url}#/dl.7z", "hash": setup.sha256}},
        # What only the installer needs, and an uninstaller that knows nothing of Scoop.
        "pre_install": 'Remove-Item "$dir\\`$PLUGINSDIR", "$dir\\uninstall.exe" -Recurse -Force',
        # A program whose files are replaced under it must not go on.
        "pre_uninstall": '& "$dir\\picup.exe" stop | Out-Null',
        "bin": "picup.exe",
        "shortcuts": [["picup-desktop.exe", NAME]],
    }
    return json.dumps(manifest, indent=4, ensure_ascii=False) + "\n"


def cask(version: str, image: File, homepage: str) -> str:
    """Return Homebrew's file. What a person has (ledger, settings, keys) no removal touches."""
    url = image.url.replace(version, "#{version}")
    return f'''cask "picup-desktop" do
  version "{version}"
  sha256 "{image.sha256}"

  url "{url}"
  name "{NAME}"
  desc "Photos kept sealed on two NAS boxes"
  homepage "{homepage}"

  depends_on arch: :arm64
  depends_on macos: ">= :sonoma"

  app "PicUp.app"
  binary "#{{appdir}}/PicUp.app/Contents/MacOS/picup"

  # A program whose files are replaced under it must not go on; an upgrade removes first, too.
  uninstall_preflight do
    system_command "#{{appdir}}/PicUp.app/Contents/MacOS/picup",
                   args: ["stop"], must_succeed: false
  end

  # The ledger, the settings and the vault's keys stay, whatever is removed.
  zap trash: "~/Library/Caches/picup-desktop"
end
'''


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
