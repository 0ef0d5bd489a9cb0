#!/usr/bin/env python3
"""The files that a release has, and which job of the release workflow makes each.

usage: parts.py VERSION FOLDER

Prints, as Markdown, what the folder lacks, and nothing if all is there.
Ends with 1 if the folder has no package at all: there is nothing to release then.
"""

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Part:
    """One file: the job that makes it, its name with ``{v}`` for the version, and what it is."""

    job: str
    name: str
    what: str


PARTS = (
    Part("python", "picup_desktop-{v}-py3-none-any.whl", "the wheel for pip and pipx"),
    Part("python", "picup_desktop-{v}.tar.gz", "the source for pip"),
    Part("linux", "picup_{v}_amd64.deb", "Debian and Ubuntu, without the window"),
    Part("linux", "picup-desktop_{v}_amd64.deb", "Debian and Ubuntu, the window"),
    Part("linux", "picup_{v}_arm64.deb", "Debian and Ubuntu on ARM, without the window"),
    Part("linux", "picup-desktop_{v}_arm64.deb", "Debian and Ubuntu on ARM, the window"),
    Part("linux", "picup-{v}-1.x86_64.rpm", "Fedora and openSUSE, without a screen"),
    Part("linux", "picup-desktop-{v}-1.x86_64.rpm", "the window for Fedora and openSUSE"),
    Part("linux", "picup-{v}-1.aarch64.rpm", "Fedora and openSUSE on ARM, without a screen"),
    Part("linux", "picup-desktop-{v}-1.aarch64.rpm", "the window for Fedora and openSUSE on ARM"),
    Part("linux", "PicUp-{v}-x86_64.AppImage", "any other Linux"),
    Part("windows", "PicUp-Desktop-{v}-x64-Setup.exe", "Windows"),
    Part("macos", "PicUp-Desktop-{v}-arm64.dmg", "macOS on Apple's processors"),
)


def missing(version: str, there: set[str]) -> list[Part]:
    """Each part of this version that is not among the names."""
    return [part for part in PARTS if part.name.format(v=version) not in there]


def told(version: str, lacking: list[Part]) -> str:
    """What the notes of a release say of them."""
    lines = [f"- {part.what}: `{part.name.format(v=version)}`" for part in lacking]
    return "\n".join(["", "### Not in this release", "", *lines, ""]) if lines else ""


def main(version: str, folder: Path) -> None:
    """Print it."""
    lacking = missing(version, {file.name for file in folder.iterdir() if file.stat().st_size})
    if len(lacking) == len(PARTS):
        sys.exit(f"{folder} has not one package of {version}.")
    sys.stdout.write(told(version, lacking))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
