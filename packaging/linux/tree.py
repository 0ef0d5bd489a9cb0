"""Lays out what every Linux package holds, as it lies below ``/``: see docs/packaging.md.

usage: tree.py BUNDLE ROOT    (with the Python of the build, which knows the program)
"""

import gzip
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from man import pages
from metainfo import metainfo
from PIL import Image

from picup_desktop import __version__

REPOSITORY = Path(__file__).parents[2]
RESOURCES = REPOSITORY / "resources"
LICENCES = REPOSITORY / "packaging/licences"
DRAWING = REPOSITORY / "picup_desktop/ui/resources/icons/picup.svg"
PROGRAM_FOLDER = "usr/lib/picup-desktop"
ICON_SIDES = (16, 22, 24, 32, 48, 64, 128, 256)
COMPLETIONS = {
    "bash": "usr/share/bash-completion/completions/picup",
    "zsh": "usr/share/zsh/vendor-completions/_picup",
    "fish": "usr/share/fish/vendor_completions.d/picup.fish",
}


def main(bundle: Path, root: Path) -> None:
    """Write the whole tree anew below ``root``."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(bundle, root / PROGRAM_FOLDER, symlinks=True)
    programs = root / "usr/bin"
    programs.mkdir(parents=True)
    for name in ("picup", "picup-desktop"):
        (programs / name).symlink_to(f"../lib/picup-desktop/{name}")
    write(
        root / "usr/share/applications/picup-desktop.desktop",
        (RESOURCES / "picup-desktop.desktop").read_text("utf-8"),
    )
    write(root / "usr/share/metainfo/org.picup.desktop.metainfo.xml", for_shops())
    lay_icons(root / "usr/share/icons/hicolor")
    for shell, place in COMPLETIONS.items():
        write(root / place, completion(bundle / "picup", shell))
    for name, text in pages(built_at()).items():
        write_packed(root / "usr/share/man/man1" / f"{name}.1.gz", text)
    lay_documents(bundle, root / "usr/share/doc/picup-desktop")


def built_at() -> datetime:
    """When the source was last changed: two builds of it are the same, byte for byte."""
    return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)


def for_shops() -> str:
    """What a software shop shows."""
    return metainfo(__version__, f"{built_at():%Y-%m-%d}", os.environ)


def lay_icons(folder: Path) -> None:
    """The drawing, and pictures of it for desktops that show no drawings."""
    write(folder / "scalable/apps/picup-desktop.svg", DRAWING.read_text("utf-8"))
    with Image.open(RESOURCES / "picup.png") as picture:
        for side in ICON_SIDES:
            place = folder / f"{side}x{side}/apps/picup-desktop.png"
            place.parent.mkdir(parents=True, exist_ok=True)
            picture.resize((side, side), Image.Resampling.LANCZOS).save(place)


def completion(program: Path, shell: str) -> str:
    """What the program itself says a shell needs. CalledProcessError where it can't start."""
    done = subprocess.run(
        [program],
        env={**os.environ, "_PICUP_COMPLETE": f"source_{shell}"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.strip() + "\n"


def lay_documents(bundle: Path, folder: Path) -> None:
    """Whose work it is, under which licences, and the changelog."""
    collect = [sys.executable, LICENCES / "collect.py", bundle, folder / "licences"]
    subprocess.run(collect, check=True)
    (folder / "licences/THIRD-PARTY.txt").rename(folder / "copyright")
    write_packed(folder / "changelog.gz", (REPOSITORY / "CHANGELOG.md").read_text("utf-8"))


def write(place: Path, text: str) -> None:
    """A file that everybody may read."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")


def write_packed(place: Path, text: str) -> None:
    """The same, packed without a time of its own."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
