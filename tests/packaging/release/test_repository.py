"""The apt repository, asked by apt itself: what is signed is installed, and nothing else is."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / "packaging/release/repository.sh"
NEEDED = ("apt-get", "apt-ftparchive", "dpkg-deb", "gpg")

pytestmark = pytest.mark.skipif(
    any(shutil.which(program) is None for program in NEEDED),
    reason="not installed: apt, apt-utils, dpkg or gpg",
)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    # Where an agent listens must be short.
    folder = tmp_path_factory.mktemp("k", numbered=True)
    folder.chmod(0o700)
    gpg = ["gpg", "--homedir", str(folder), "--batch", "--quiet", "--passphrase", ""]
    try:
        for name in ("ours", "theirs"):
            made = [*gpg, "--quick-generate-key", name, "ed25519", "sign"]
            subprocess.run(made, check=True, capture_output=True)
        yield folder
    finally:
        kill = ["gpgconf", "--homedir", str(folder), "--kill", "all"]
        subprocess.run(kill, check=False, capture_output=True)


def package(folder: Path, version: str, content: str = "", architecture: str = "amd64") -> Path:
    folder.mkdir(exist_ok=True)
    tree = folder.parent / f"tree-{version}-{architecture}"
    (tree / "DEBIAN").mkdir(parents=True, exist_ok=True)
    (tree / "usr/share/picup").mkdir(parents=True, exist_ok=True)
    (tree / "usr/share/picup/version").write_text(version + content)
    (tree / "DEBIAN/control").write_text(
        f"Package: picup-desktop\nVersion: {version}\nArchitecture: {architecture}\n"
        "Maintainer: nobody <nobody@localhost>\nDescription: a stand-in\n"
    )
    made = folder / f"picup-desktop_{version}_{architecture}.deb"
    build = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(tree), str(made)]
    subprocess.run(build, check=True, capture_output=True)
    return made


class Apt:
    """One that knows this repository alone, and writes into a folder of its own."""

    def __init__(self, folder: Path, repository: Path, options: str = "") -> None:
        self.folder = folder
        for name in ("etc/apt.conf.d", "etc/preferences.d", "etc/sources.list.d", "state/lists"):
            (folder / name).mkdir(parents=True)
        (folder / "cache/archives/partial").mkdir(parents=True)
        (folder / "status").touch()
        key = repository / "picup.asc"
        (folder / "etc/sources.list.d/picup.sources").write_text(
            f"Types: deb\nURIs: file://{repository}\nSuites: stable\nComponents: main\n"
            + (f"Signed-By: {key}\n" if key.exists() else "")
            + options
        )

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        where = {
            "Dir::Etc": "etc",
            "Dir::State": "state",
            "Dir::Cache": "cache",
            "Dir::State::status": "status",
        }
        settings = [f"-o{name}={self.folder / place}" for name, place in where.items()]
        settings += ["-oAPT::Architecture=amd64", "-oAPT::Architectures=amd64"]
        settings += ["-oAPT::Sandbox::User=root", "-oDebug::NoLocking=1"]
        settings += ["-oAPT::Get::List-Cleanup=false", "-oAPT::Update::Error-Mode=any"]
        return subprocess.run(
            ["apt-get", *settings, *words],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C", "APT_CONFIG": os.devnull},
        )


def publish(
    packages: Path, repository: Path, keys: Path | None, **more: str
) -> "subprocess.CompletedProcess[str]":
    signed = {} if keys is None else {"PICUP_GPG_KEY": "ours", "GNUPGHOME": str(keys)}
    return subprocess.run(
        [SCRIPT, packages, repository],
        env={"PATH": os.environ["PATH"], **signed, **more},
        capture_output=True,
        text=True,
        check=False,
    )


def test_apt_takes_the_newest_of_what_is_signed(tmp_path: Path, keys: Path) -> None:
    packages, repository = tmp_path / "packages", tmp_path / "repository"
    package(packages, "1.0")
    package(packages, "1.0", architecture="arm64")
    assert publish(packages, repository, keys).returncode == 0
    apt = Apt(tmp_path / "apt", repository)

    first = apt.run("update"), apt.run("install", "--simulate", "picup-desktop")
    package(packages, "1.1")
    assert publish(packages, repository, keys).returncode == 0
    second = apt.run("update"), apt.run("install", "--simulate", "picup-desktop")
    older = apt.run("download", "picup-desktop=1.0")

    assert [one.returncode for one in (*first, *second, older)] == [0] * 5, (first, second, older)
    assert "Inst picup-desktop (1.0 PicUp Desktop:stable [amd64])" in first[1].stdout
    assert "Inst picup-desktop (1.1 PicUp Desktop:stable [amd64])" in second[1].stdout
    # apt has compared it with what the signed index says.
    assert (apt.folder / "picup-desktop_1.0_amd64.deb").exists()
    release = (repository / "dists/stable/Release").read_text()
    assert "Architectures: amd64 arm64\n" in release
    assert "Acquire-By-Hash: yes\n" in release
    assert "Valid-Until" not in release


def test_who_reads_the_index_before_finds_what_it_named(tmp_path: Path, keys: Path) -> None:
    packages, repository = tmp_path / "packages", tmp_path / "repository"
    package(packages, "1.0")
    publish(packages, repository, keys)
    by_hash = repository / "dists/stable/main/binary-amd64/by-hash/SHA256"
    before = {file.name for file in by_hash.iterdir()}

    package(packages, "1.1")
    publish(packages, repository, keys)

    assert len(before) == 3
    assert before < {file.name for file in by_hash.iterdir()}
    assert sorted(path.name for path in repository.iterdir()) == ["dists", "picup.asc", "pool"]


@pytest.mark.parametrize("harm", ["unsigned", "changed index", "another's key", "changed package"])
def test_apt_refuses_what_nobody_signed(tmp_path: Path, keys: Path, harm: str) -> None:
    packages, repository = tmp_path / "packages", tmp_path / "repository"
    package(packages, "1.0")
    done = publish(packages, repository, None if harm == "unsigned" else keys)
    assert done.returncode == 0
    assert ("not signed" in done.stderr) == (harm == "unsigned")
    if harm == "changed index":
        shutil.rmtree(repository / "dists/stable/main/binary-amd64/by-hash")
        for index in (repository / "dists/stable/main/binary-amd64").iterdir():
            index.write_bytes(index.read_bytes() + b"\n")
    if harm == "another's key":
        export = ["gpg", "--homedir", str(keys), "--batch", "--armor", "--export", "theirs"]
        key = subprocess.run(export, check=True, capture_output=True).stdout
        (repository / "picup.asc").write_bytes(key)
    if harm == "changed package":
        (deb,) = (repository / "pool").rglob("*.deb")
        deb.write_bytes(deb.read_bytes() + b"\n")
    apt = Apt(tmp_path / "apt", repository)

    updated, fetched = apt.run("update"), apt.run("download", "picup-desktop")

    assert (updated.returncode == 0) == (harm == "changed package")
    assert fetched.returncode != 0
    assert list(apt.folder.glob("*.deb")) == []


def test_a_version_never_comes_with_other_bytes(tmp_path: Path, keys: Path) -> None:
    packages, repository = tmp_path / "packages", tmp_path / "repository"
    made = package(packages, "1.0")
    publish(packages, repository, keys)
    before = (repository / "dists/stable/InRelease").read_text()
    package(packages, "1.0", "built once more")

    done = publish(packages, repository, keys)

    assert done.returncode == 1
    assert f"{made.name} is there already, with other bytes" in done.stderr
    assert (repository / "dists/stable/InRelease").read_text() == before


def test_without_its_key_it_stays_as_it_was(tmp_path: Path, keys: Path) -> None:
    packages, repository = tmp_path / "packages", tmp_path / "repository"
    package(packages, "1.0")
    publish(packages, repository, keys)
    package(packages, "1.1")

    done = publish(packages, repository, keys, PICUP_GPG_KEY="one that has run out")

    assert done.returncode != 0
    apt = Apt(tmp_path / "apt", repository)
    assert apt.run("update").returncode == 0
    assert "(1.0 " in apt.run("install", "--simulate", "picup-desktop").stdout
    assert publish(packages, repository, keys).returncode == 0
    assert apt.run("update").returncode == 0
    assert "(1.1 " in apt.run("install", "--simulate", "picup-desktop").stdout


def test_an_index_that_runs_out_says_when_and_the_source_is_written(
    tmp_path: Path, keys: Path
) -> None:
    packages, repository = tmp_path / "packages", tmp_path / "repository"
    package(packages, "1.0")

    publish(
        packages,
        repository,
        keys,
        PICUP_VALID_DAYS="30",
        PICUP_REPOSITORY_URL="https://example.org/debian",
    )

    assert "\nValid-Until: " in (repository / "dists/stable/Release").read_text()
    source = (repository / "picup.sources").read_text().splitlines()
    assert source[1:] == [
        "URIs: https://example.org/debian",
        "Suites: stable",
        "Components: main",
        "Signed-By: /etc/apt/keyrings/picup.asc",
    ]


def test_no_package_is_no_repository(tmp_path: Path) -> None:
    (tmp_path / "packages").mkdir()

    done = publish(tmp_path / "packages", tmp_path / "repository", None)

    assert done.returncode == 1
    assert "There is no .deb" in done.stderr
    assert not (tmp_path / "repository").exists()
