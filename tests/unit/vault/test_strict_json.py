"""JSON of others is read within bounds, or refused; nothing else comes of it (DISASTERS 6-2)."""

import io
import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.strict_json import (
    MOST_DEPTH,
    NotStrictJson,
    depth_of,
    parse_json,
    parse_object,
    text_of,
    whole_number,
)
from picup_desktop.thumbnails.wire import ChildBroken, read_answer
from picup_desktop.vault.age import X25519Identity
from picup_desktop.vault.errors import Damaged
from picup_desktop.vault.keys import KeyRing, open_key_ring, seal_bytes, seal_key_ring
from picup_desktop.vault.layout import (
    is_newer,
    is_of_another_vault,
    read_vault_json,
    vault_json,
)

MOST = 1 << 20
HOSTILE = [
    b"[" * 200_000,
    b'{"a":' * 100_000,
    b"1e999",
    b"-1e999",
    b"NaN",
    b"Infinity",
    b"[-Infinity]",
    b"9" * 5000,
    b"\xff\xfe",
    b"",
    b"nul",
    b'"' + b"a" * MOST + b'"',
    b"[" * (MOST_DEPTH + 1) + b"]" * (MOST_DEPTH + 1),
]


@pytest.mark.parametrize("told", HOSTILE)
def test_what_is_beyond_a_bound_is_refused(told: bytes) -> None:
    with pytest.raises(NotStrictJson):
        parse_json(told, most_bytes=MOST)


def test_the_bounds_themselves_are_taken() -> None:
    deep = "[" * MOST_DEPTH + "]" * MOST_DEPTH
    assert parse_json(deep, most_bytes=len(deep)) is not None
    with pytest.raises(NotStrictJson):
        parse_json(deep, most_bytes=len(deep) - 1)
    brackets = json.dumps(["[" * 100, '\\"[{', {"{": "}"}])
    assert depth_of(brackets) == 2
    assert parse_json(brackets, most_bytes=MOST)
    assert depth_of("[]" * 100) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)


@given(JSON)
def test_what_json_says_is_read_as_it_is(plain: object) -> None:
    assert parse_json(json.dumps(plain), most_bytes=MOST) == plain
    assert parse_json(json.dumps(plain).encode(), most_bytes=MOST) == plain


@given(st.binary(max_size=200) | st.text(alphabet='[]{}",:\\eE0189-.NaIinftruls ', max_size=60))
def test_anything_at_all_is_read_or_refused(told: bytes | str) -> None:
    try:
        parse_json(told, most_bytes=MOST)
    except NotStrictJson:
        return


@pytest.mark.parametrize("value", [True, 1.0, "1", None, -1, 11, [1]])
def test_a_whole_number_is_one_within_its_bounds(value: object) -> None:
    assert whole_number(0, most=10) == 0
    assert whole_number(10, most=10) == 10
    with pytest.raises(NotStrictJson):
        whole_number(value, most=10)


def test_a_text_is_one_and_an_object_is_one() -> None:
    assert text_of("abc", most=3) == "abc"
    for value in ("abcd", 3, None):
        with pytest.raises(NotStrictJson):
            text_of(value, most=3)
    with pytest.raises(NotStrictJson):
        parse_object(b"[]", most_bytes=MOST)


@pytest.mark.parametrize("version", ["1e999", "-7", "0", "1.0", "true", '"1"', "NaN", "9" * 5000])
def test_a_vault_json_with_a_version_that_is_none_is_damaged(version: str) -> None:
    told = vault_json("abc").replace(b"2", version.encode(), 1)
    with pytest.raises(Damaged):
        read_vault_json(told)
    assert not is_newer(told)


@pytest.mark.parametrize("told", HOSTILE)
def test_a_hostile_vault_json_or_keys_file_is_damaged(told: bytes) -> None:
    with pytest.raises(Damaged):
        read_vault_json(told)
    assert not is_newer(told)
    key = X25519Identity.generate()
    with pytest.raises(Damaged):
        open_key_ring(seal_bytes(told, [key.recipient()]), [key])


def test_a_vault_json_of_ours_and_a_later_one() -> None:
    assert read_vault_json(vault_json("abc")) == "abc"
    assert read_vault_json(vault_json("abc", signed=False)) == "abc"
    later = vault_json("abc").replace(b"2", b"3", 1)
    assert is_newer(later)
    with pytest.raises(Damaged, match="Install the newest"):
        read_vault_json(later)


@pytest.mark.parametrize("public", ["zz", "00", 7, None, "00" * 33])
def test_a_device_key_that_is_none_is_damaged(public: object) -> None:
    key = X25519Identity.generate()
    ring = KeyRing("x", {}, {"d": public}, {})  # type: ignore[dict-item]
    with pytest.raises(Damaged):
        open_key_ring(seal_key_ring(ring, [key.recipient()]), [key])


def _said(head: bytes) -> io.BytesIO:
    return io.BytesIO(struct.pack(">II", len(head), 0) + head)


GOOD = {
    "width": 1,
    "height": 2,
    "full": [3, 4],
    "date": {"at": 5, "by": "exif"},
    "facts": {},
    "content_id": "",
    "length_ms": 6,
    "film_bytes": 7,
    "is_cut": False,
    "frames": [],
}


@pytest.mark.parametrize(
    "head",
    [
        b"[" * 900_000,
        *(
            json.dumps(GOOD).replace(f'"{name}": {old}', f'"{name}": {new}').encode()
            for name, old in (
                ("width", 1),
                ("height", 2),
                ("at", 5),
                ("length_ms", 6),
                ("film_bytes", 7),
            )
            for new in ("1e999", "NaN", "-1" + "0" * 30, "1" + "0" * 30, '"1"', "1.5")
        ),
    ],
)
def test_a_child_that_says_what_can_not_be_is_broken(head: bytes) -> None:
    assert head != json.dumps(GOOD).encode()
    with pytest.raises(ChildBroken):
        read_answer(_said(head))


def test_a_child_that_says_what_can_be_is_heard() -> None:
    assert read_answer(_said(json.dumps(GOOD).encode())).full == (3, 4)  # type: ignore[union-attr]


def test_5_1_only_a_sound_file_of_another_id_is_another_vaults() -> None:
    assert is_of_another_vault(vault_json("abc"), "abd")
    assert not is_of_another_vault(vault_json("abc"), "abc")
    for damaged in (b"", vault_json("abc")[:-4], vault_json("abc").replace(b"2", b"3", 1)):
        assert not is_of_another_vault(damaged, "abd")
