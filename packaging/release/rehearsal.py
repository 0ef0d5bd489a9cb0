#!/usr/bin/env python3
"""Holds what was built for a release against itself, and tells what is left to others.

usage: rehearsal.py PACKAGES BUNDLE [STEP THAT FAILED...]

Ends with 1 if anything would keep a release from being made.
"""

import email
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from parts import missing

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LIST = "copyright"
"""What each package must have itself; the texts lie in one of those that come together."""
TEXTS = ("licences/texts/GPL-3.0.txt", "licences/texts/LGPL-3.0.txt")
ELSEWHERE = """\
Only the public service can:
- build for Windows, macOS and ARM64, and start there what it built;
- sign with the keys that are kept there: Authenticode, Apple's notarization, the sums;
- attest where the files were built, and make the draft.
A person looks at the draft and publishes it, puts the wheel and the source onto PyPI, the
repository where apt looks, and sends the shops their files (docs/packaging.md)."""


def main() -> None:
    """Tell all of it."""
    packages, bundle = Path(sys.argv[1]), Path(sys.argv[2])
    version = program_version(ROOT)
    complaints = [f"This step failed: {name}." for name in sys.argv[3:]]
    complaints += changelog(version)
    complaints += versions(packages, version)
    complaints += bundle_version(bundle, version)
    complaints += sums(packages)
    complaints += parts_list(packages, version, ROOT / "packaging/lock/bundle.txt")
    complaints += library_parts(packages, version, packages.parent / "libraries")
    complaints += licences(packages, bundle)
    for file in sorted(packages.iterdir()):
        sys.stdout.write(f"made: {file.name} ({file.stat().st_size / 1e6:.1f} MB)\n")
    for part in missing(version, {file.name for file in packages.iterdir()}):
        name = part.name.format(v=version)
        sys.stdout.write(f"not made here: {name}, by the job {part.job}\n")
    sys.stdout.write(f"{ELSEWHERE}\n")
    for sentence in complaints:
        sys.stdout.write(f"NOT READY: {sentence}\n")
    if complaints:
        sys.exit(1)
    sys.stdout.write(f"{version} is ready for its tag, v{version}.\n")


def program_version(root: Path) -> str:
    """Return the one version that there is."""
    source = (root / "picup_desktop/__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "(.+)"$', source, re.MULTILINE)
    if found is None:
        sys.exit("picup_desktop/__init__.py names no version.")
    return found[1]


def changelog(version: str) -> Iterator[str]:
    """Complain of a changelog that does not know the version."""
    tag = [HERE / "check_tag.sh", f"v{version}"]
    done = subprocess.run(tag, capture_output=True, text=True, check=False)
    if done.returncode:
        yield done.stderr.strip()


def versions(packages: Path, version: str) -> Iterator[str]:
    """Complain of a file whose own version is another, or whose name does not say it."""
    for file in sorted(packages.iterdir()):
        read = READERS.get("".join(file.suffixes[-2:])) or READERS.get(file.suffix)
        if read is None:
            continue
        told = read(file)
        if told != version:
            yield f"{file.name} says that it is {told or 'nothing'}, the program {version}."
        if version not in file.name:
            yield f"{file.name} does not name the version {version}."


def of_wheel(file: Path) -> str:
    """Return a wheel's version."""
    with zipfile.ZipFile(file) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        return str(email.message_from_bytes(archive.read(name))["Version"])


def of_source(file: Path) -> str:
    """Return the version of a source archive, or nothing if it is none."""
    with tarfile.open(file) as archive:
        for member in archive:
            inner = archive.extractfile(member) if member.name.endswith("/PKG-INFO") else None
            if inner is not None:
                return str(email.message_from_bytes(inner.read())["Version"])
    return ""


def of_parts_list(file: Path) -> str:
    """Return which version of the program a list of its parts is of."""
    return str(json.loads(file.read_bytes())["metadata"]["component"].get("version", ""))


def of_command(*command: str) -> Callable[[Path], str]:
    """Return what reads a version by a program, of whose words the last is the file."""

    def read(file: Path) -> str:
        return subprocess.run(
            [*command, str(file)], capture_output=True, text=True, check=True
        ).stdout.strip()

    return read


READERS: dict[str, Callable[[Path], str]] = {
    ".whl": of_wheel,
    ".tar.gz": of_source,
    ".cdx.json": of_parts_list,
    ".deb": of_command("dpkg-deb", "--show", "--showformat=${Version}"),
    ".rpm": of_command("rpm", "--query", "--queryformat", "%{VERSION}", "--package"),
}


def bundle_version(bundle: Path, version: str) -> Iterator[str]:
    """Complain of a bundle that is left from another version."""
    if not (bundle / "picup").is_file():
        yield f"There is no bundle in {bundle}."
        return
    ask = [str(bundle / "picup"), "--version"]
    told = subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()
    if told != f"picup {version}":
        yield f"The bundle answers {told or 'nothing'!r}, not picup {version}: build it anew."


def sums(packages: Path) -> Iterator[str]:
    """Complain of a file that the sums do not know, or know otherwise."""
    listed = packages / "SHA256SUMS"
    lines = listed.read_text("utf-8").splitlines() if listed.exists() else []
    known = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    for file in sorted(packages.iterdir()):
        if file.name.startswith("SHA256SUMS"):
            continue
        if known.pop(file.name, "") != hashlib.sha256(file.read_bytes()).hexdigest():
            yield f"SHA256SUMS has no right sum of {file.name}."
    yield from (f"SHA256SUMS names {name}, which is not there." for name in sorted(known))


def parts_list(packages: Path, version: str, lock: Path) -> Iterator[str]:
    """Complain of a list of parts that lacks one of the lock's."""
    file = packages / f"PicUp-Desktop-{version}.cdx.json"
    if not file.exists():
        yield "There is no list of parts (make sbom)."
        return
    parts = json.loads(file.read_bytes())["components"]
    # A library's version may be unknown, a pin's never is.
    there = {(plain(part["name"]), part.get("version")) for part in parts}
    pins = re.findall(r"^([\w.-]+)==([^\s;]+)", lock.read_text("utf-8"), re.MULTILINE)
    for name, pinned in pins:
        if (plain(name), pinned) not in there:
            yield f"The list of parts lacks {name} {pinned}."


def library_parts(packages: Path, version: str, lists: Path) -> Iterator[str]:
    """Complain of a list of parts that lacks a library that is none for Python."""
    file = packages / f"PicUp-Desktop-{version}.cdx.json"
    parts = json.loads(file.read_bytes())["components"] if file.exists() else []
    there = {part.get("bom-ref") for part in parts}
    found = sorted(lists.glob("*.cdx.json"))
    if not found:
        yield "Nothing tells which libraries that are none for Python are in the bundle."
    for one in found:
        for part in json.loads(one.read_bytes())["components"]:
            if part["bom-ref"] not in there:
                yield f"The list of parts lacks {part['name']}, which {one.name} has."


def plain(name: str) -> str:
    """Return a library's name as an index spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licences(packages: Path, bundle: Path) -> Iterator[str]:
    """Complain of a licence that does not travel."""
    # The Python of the build, which has what is in the bundle.
    python = ROOT / "build/venv/bin/python"
    if python.exists() and bundle.is_dir():
        collect = [python, ROOT / "packaging/licences/collect.py", "--strict"]
        words = [*collect, bundle, packages.parent / "licences"]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        yield from (line for line in done.stderr.splitlines() if done.returncode)
    for kind, lister in LISTERS.items():
        listed = {
            file.name: subprocess.run(
                [*lister, str(file)], capture_output=True, text=True, check=True
            ).stdout
            for file in sorted(packages.glob(f"*{kind}"))
        }
        yield from (
            f"{name} lacks {LIST}." for name, found in listed.items() if not has(found, LIST)
        )
        for text in TEXTS:
            if listed and not any(has(found, text) for found in listed.values()):
                yield f"{', '.join(listed)}: none has {text}."


def has(listed: str, document: str) -> bool:
    """Tell whether a package's list of files has a document; a link has ``->`` behind it."""
    return re.search(rf"/{re.escape(document)}( -> .*)?$", listed, re.MULTILINE) is not None


LISTERS = {
    ".deb": ["dpkg-deb", "--contents"],
    ".rpm": ["rpm", "--query", "--list", "--package"],
}


if __name__ == "__main__":
    main()
