#!/usr/bin/env python3
"""Puts the licences that must travel with a bundle into one folder, with a list of whose it is.

usage: collect.py [--strict] BUNDLE FOLDER    (with the Python that the bundle was made with)

The folder's libraries.cdx.json lists for programs what no lock file names: the libraries that are
none for Python (packaging/release/libraries.py takes it into a release's list of parts).
What the list or the texts lack is told on standard error; with --strict it ends with 1.
"""

import json
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePosixPath
from typing import Any

from listed import libraries
from shipped import SYSTEM, Native, Origins, installed_in, is_native, natives, owners
from told import told

HERE = Path(__file__).parent
TEXTS = HERE / "texts"
TEXT_NAME = re.compile(r"(LICEN[CS]ES?|COPYING|COPYRIGHT|NOTICE|AUTHORS)\b", re.IGNORECASE)
LIST = "THIRD-PARTY.txt"
LIBRARIES = "libraries.cdx.json"
OURSELVES = "picup-desktop"


def main() -> None:
    """Write the folder anew."""
    words = [word for word in sys.argv[1:] if word != "--strict"]
    bundle, folder = Path(words[0]), Path(words[1])
    lacking = collect(bundle / "_internal", modules_of(bundle), list(distributions()), folder)
    for sentence in lacking:
        sys.stderr.write(f"{sentence}\n")
    if lacking and "--strict" in sys.argv:
        sys.exit(1)


def collect(
    inside: Path, modules: set[str], installed: list[Distribution], folder: Path
) -> list[str]:
    """Write the list and the texts; return what is lacking, a sentence each."""
    table = tomllib.loads((HERE / "native.toml").read_text("utf-8"))
    files = {path.relative_to(inside).as_posix(): path for path in inside.rglob("*")}
    shipped = sorted(
        (
            one
            for one in installed
            if normal(one) != OURSELVES and installed_in(files, modules, one)
        ),
        key=normal,
    )
    owned = owners(shipped)
    unowned = {PurePosixPath(path).name for path in files if is_native(path)} - set(owned)
    found, unknown = natives(files, table["library"], Origins(owned, packages_of(unowned)))
    found = [versioned(native, table["library"], shipped) for native in found]
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "texts").mkdir(parents=True)
    lacking = [f"Nobody knows whose work this is: {path} (native.toml)." for path in unknown]
    lacking += [
        f"{normal(one)} comes without the text of its licence (native.toml: without_text)."
        for one in shipped
        if not copied_texts(one, folder / "python" / normal(one), extra_texts(table, one))
    ]
    inner = [row for row in table["inside"] if row["distribution"] in map(normal, shipped)]
    wanted = {text for native in found for text in native.texts}
    wanted |= {text for row in inner for text in row["texts"]}
    lacking += list(write_texts({*wanted, "GPL-3.0", "python"}, folder / "texts"))
    lacking += list(write_system_texts(found, folder / "system"))
    versions = {
        row["name"]: part_version(part_lists(shipped), row["distribution"], row["name"])
        for row in inner
    }
    (folder / LIST).write_text(told(shipped, found, inner, versions), "utf-8")
    (folder / LIBRARIES).write_text(libraries(found, inner, versions), "utf-8")
    return lacking


def modules_of(bundle: Path) -> set[str]:
    """Return the modules that are packed into the program itself."""
    from PyInstaller.archive.readers import CArchiveReader  # noqa: PLC0415  # the build's alone

    (program,) = (file for file in (bundle / "picup", bundle / "picup.exe") if file.is_file())
    archive = CArchiveReader(str(program))
    name = next(name for name in archive.toc if name.endswith(".pyz"))
    return set(archive.open_embedded_archive(name).toc)


def versioned(native: Native, table: list[dict[str, Any]], shipped: list[Distribution]) -> Native:
    """Return it with the version that does not stand in its files, where it is known."""
    if native.name == "Python":
        return replace(native, version=platform.python_version(), brought_by="")
    wheels = {one.metadata["Name"]: one.version for one in shipped}
    of_wheel = {row["name"] for row in table if row.get("version_of_wheel")}
    if native.name in of_wheel:
        return replace(native, version=wheels.get(native.brought_by, ""))
    return native


def normal(one: Distribution) -> str:
    """Return a distribution's name as an index spells it."""
    return re.sub(r"[-_.]+", "-", str(one.metadata["Name"])).lower()


def extra_texts(table: dict[str, Any], one: Distribution) -> list[Path]:
    """Return our own copies of the texts that a distribution lacks."""
    rows = [row for row in table["without_text"] if row["distribution"] == normal(one)]
    return [TEXTS / f"{text}.txt" for row in rows for text in row["texts"]]


def copied_texts(one: Distribution, folder: Path, extra: list[Path]) -> bool:
    """Copy each text and each list of parts of a distribution; tell whether there was a text."""
    copied = False
    for file in one.files or ():
        path = PurePosixPath(str(file).replace("\\", "/"))
        if not path.parts[0].endswith(".dist-info") or path.suffix in {".py", ".pyc"}:
            continue
        below = PurePosixPath(*path.parts[1:])
        is_text = below.parts[0] == "licenses" or TEXT_NAME.match(below.name) is not None
        if is_text or below.parts[0] == "sboms":
            target = folder / str(below).removeprefix("licenses/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(str(one.locate_file(file)), target)
            copied |= is_text
    for text in extra:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(text, folder / text.name)
    return copied or bool(extra)


def write_texts(names: set[str], folder: Path) -> Iterator[str]:
    """Copy our own texts; yield what is lacking."""
    for name in sorted(names - {"python"}):
        shutil.copyfile(TEXTS / f"{name}.txt", folder / f"{name}.txt")
    bases = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix))
    python = next((base / "LICENSE.txt" for base in bases if (base / "LICENSE.txt").exists()), None)
    if python is None:
        yield "Python's own licence is not where it should be."
    else:
        shutil.copyfile(python, folder / "python.txt")


def write_system_texts(found: Iterable[Native], folder: Path) -> Iterator[str]:
    """Copy what Debian says of each package that a library came from; yield what is lacking."""
    for native in found:
        if native.brought_by.startswith(SYSTEM):
            name = native.brought_by.removeprefix(SYSTEM).split()[0]
            text = Path("/usr/share/doc") / name / "copyright"
            if not text.exists():
                yield f"{name} has no text of its licence in {text.parent}."
                continue
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(text, folder / f"{name}.txt")


def packages_of(names: set[str]) -> dict[str, str]:
    """Return which package of Debian's has each library, with its version; nothing elsewhere."""
    query = shutil.which("dpkg-query")
    if query is None or not names:
        return {}
    # All at once: each question goes through the lists of all that is installed.
    patterns = [f"*/{name}" for name in sorted(names)]
    asked = subprocess.run(
        [query, "--search", *patterns], capture_output=True, text=True, check=False
    )
    owner = {
        PurePosixPath(path).name: re.split("[:,]", packages)[0]
        for packages, path in (line.split(": ", 1) for line in asked.stdout.splitlines())
        if not packages.startswith("diversion by")
    }
    if not owner:
        return {}
    shown = [query, "--show", "--showformat=${Package} ${Version}\\n"]
    answer = subprocess.run(
        [*shown, *sorted(set(owner.values()))], capture_output=True, text=True, check=True
    )
    versions = dict(line.split(" ", 1) for line in answer.stdout.splitlines())
    return {name: f"{SYSTEM}{package} {versions[package]}" for name, package in owner.items()}


def part_lists(shipped: Iterable[Distribution]) -> dict[str, dict[str, str]]:
    """Return the parts with their versions that each distribution lists of what is compiled in."""
    return {
        normal(one): {
            str(part["name"]).lower(): str(part.get("version", ""))
            for file in one.files or ()
            if "/sboms/" in str(file).replace("\\", "/") and str(file).endswith(".json")
            for part in json.loads(one.locate_file(file).read_text("utf-8")).get("components", ())
        }
        for one in shipped
    }


def part_version(lists: dict[str, dict[str, str]], distribution: str, name: str) -> str:
    """Return the version of a part, where its list knows it under its own or its crate's name."""
    parts = lists[distribution]
    wanted = name.lower()
    return parts.get(wanted) or parts.get({"libjxl": "jpegxl-src"}.get(wanted, ""), "")


if __name__ == "__main__":
    main()
