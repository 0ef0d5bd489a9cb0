"""The public age test kit: the right result, and the right class of failure.

Its vectors lie outside the project; ``PICUP_AGE_TESTKIT`` says where.
"""

import hashlib
import io
import os
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from picup_desktop.vault import age
from picup_desktop.vault.errors import Damaged, NotForThisKey
from tests.unit.age.age_armor import BrokenArmor, unarmored

DEFAULT_FOLDER = Path(__file__).parents[4] / "shared" / "age-testkit"
FOLDER = Path(os.environ.get("PICUP_AGE_TESTKIT", DEFAULT_FOLDER))
VECTORS = sorted(path.name for path in FOLDER.iterdir()) if FOLDER.is_dir() else []


@dataclass(frozen=True)
class Vector:
    fields: dict[str, list[str]]
    file: bytes

    def one(self, name: str) -> str | None:
        return self.fields.get(name, [None])[0]


def _read(path: Path) -> Vector:
    head, _, file = path.read_bytes().partition(b"\n\n")
    fields: dict[str, list[str]] = {}
    for line in head.decode().splitlines():
        name, _, value = line.partition(": ")
        fields.setdefault(name, []).append(value)
    if "compressed" in fields:
        assert fields["compressed"] == ["zlib"]
        file = zlib.decompress(file)
    return Vector(fields, file)


def _result(vector: Vector) -> tuple[str, str]:
    """How reading ended, and the hash of what was given out until then."""
    given = hashlib.sha256()
    identities: list[age.Identity] = [
        *(age.parse_identity(text) for text in vector.fields.get("identity", [])),
        *(age.ScryptIdentity(text) for text in vector.fields.get("passphrase", [])),
    ]
    try:
        file = unarmored(vector.file) if vector.one("armored") else vector.file
        opened = age.Decryptor(io.BytesIO(file), identities)
        while data := opened.read():
            given.update(data)
    except NotForThisKey:
        return "no match", given.hexdigest()
    except BrokenArmor:
        return "armor failure", given.hexdigest()
    except Damaged as damage:
        return damage.part.value, given.hexdigest()
    return "success", given.hexdigest()


@pytest.mark.skipif(not VECTORS, reason=f"the age test kit is not at {FOLDER.name}")
@pytest.mark.parametrize("name", VECTORS)
def test_a_vector_of_the_public_testkit_ends_as_it_says(name: str) -> None:
    vector = _read(FOLDER / name)
    outcome, given = _result(vector)
    assert outcome == vector.one("expect")
    payload = vector.one("payload")
    if payload is not None:
        assert given == payload


def test_the_kit_is_whole_when_it_is_there() -> None:
    if not VECTORS:
        pytest.skip(f"the age test kit is not at {FOLDER.name}")
    assert len(VECTORS) > 80
