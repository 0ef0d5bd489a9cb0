"""A photo in its object: what sealing writes of it, tar reads, and opening gives back."""

import io
import tarfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picup_desktop.files.status import LEAST_TIME_NS, MOST_INT64
from picup_desktop.vault import age
from picup_desktop.vault.age import X25519Identity
from picup_desktop.vault.errors import Damaged
from picup_desktop.vault.objects import OpenedPhoto, seal_photo
from picup_desktop.vault.tar_header import PhotoHeader, header_bytes

KEY = X25519Identity.generate()
LETTERS = st.characters(codec="utf-8", exclude_characters="\0")
PATHS = st.text(LETTERS, min_size=1, max_size=120) | st.binary(min_size=1, max_size=120).map(
    lambda raw: raw.decode("utf-8", "surrogateescape")
)


def _sealed(photo: bytes, header: PhotoHeader) -> bytes:
    sink = io.BytesIO()
    seal_photo(io.BytesIO(photo), header, sink, [KEY.recipient()])
    return sink.getvalue()


def _encrypted(plain: bytes) -> bytes:
    sink = io.BytesIO()
    age.encrypt(io.BytesIO(plain), sink, [KEY.recipient()])
    return sink.getvalue()


@given(
    photo=st.binary(max_size=2000),
    album=st.text(LETTERS, min_size=1, max_size=40),
    path=PATHS.filter(lambda path: "\0" not in path),
    mtime_ns=st.integers(LEAST_TIME_NS, MOST_INT64),
)
def test_what_was_sealed_comes_back(photo: bytes, album: str, path: str, mtime_ns: int) -> None:
    header = PhotoHeader(album, path, mtime_ns, len(photo))
    opened = OpenedPhoto(io.BytesIO(_sealed(photo, header)), [KEY])
    assert opened.header == header
    assert b"".join(map(bytes, opened.pieces())) == photo


SIZES = st.integers(0, 8**11 + 8) | st.integers(0, MOST_INT64)


def _by_tarfile(header: PhotoHeader) -> bytes:
    info = tarfile.TarInfo(header.path)
    info.size = header.size_bytes
    info.mtime = header.mtime_ns // 10**9
    info.mode = 0o644
    info.pax_headers = {
        "path": header.path,
        "mtime": f"{Decimal(header.mtime_ns) / 10**9:f}",
        "comment": header.album,
    }
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")


@given(
    album=st.text(LETTERS, min_size=1, max_size=40),
    path=PATHS.filter(lambda path: "\0" not in path),
    mtime_ns=st.integers(LEAST_TIME_NS, MOST_INT64),
    size_bytes=SIZES,
)
def test_the_headers_are_those_of_tarfile(
    album: str, path: str, mtime_ns: int, size_bytes: int
) -> None:
    header = PhotoHeader(album, path, mtime_ns, size_bytes)
    assert header_bytes(header) == _by_tarfile(header)


def test_a_record_counts_the_digits_of_its_own_length() -> None:
    for length in range(80, 1000):
        header = PhotoHeader("Album", "a" * length, 0, 8**11)
        assert header_bytes(header) == _by_tarfile(header), length


def test_a_photo_of_many_chunks_comes_back_from_a_source_that_gives_odd_pieces() -> None:
    photo = bytes(range(256)) * 2000
    sealed = memoryview(_sealed(photo, PhotoHeader("Album", "a.jpg", 5, len(photo))))

    class Odd:
        at = 0

        def read(self, size: int, /) -> memoryview:
            given = sealed[self.at : self.at + min(size, 65_551)]
            self.at += len(given)
            return given

    assert b"".join(map(bytes, OpenedPhoto(Odd(), [KEY]).pieces())) == photo


def _tar(**changes: object) -> bytes:
    info = tarfile.TarInfo("a.jpg")
    info.size = 4
    info.pax_headers = {"path": "a.jpg", "mtime": "5", "comment": "Album"}
    for name, value in changes.items():
        setattr(info, name, value)
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape") + b"data".ljust(512, b"\0")


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"no tar at all" * 100,
        _tar(type=tarfile.DIRTYPE),
        _tar(type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        _tar(pax_headers={"path": "a.jpg", "mtime": "5"}),
        _tar(pax_headers={"path": "a.jpg", "mtime": "soon", "comment": "Album"}),
        _tar(pax_headers={"path": "a.jpg", "mtime": "5", "comment": "Album", "size": "-4"}),
        *(
            _tar(pax_headers={"path": "a.jpg", "mtime": mtime, "comment": "Album"})
            for mtime in ("1" + 30 * "0", "Infinity", "NaN", "1E+400000", "9223372037", "٤", "")
        ),
        *(
            _tar(pax_headers={"path": "a.jpg", "mtime": "5", "comment": "Album", "size": size})
            for size in (25 * "9", str(2**63), "1_0", "٤", "")
        ),
        _tar()[:700],
        _tar().replace(b"path=a.jpg", b"path+a.jpg"),
        _tar().replace(b"14 path", b"94 path"),
        _tar().replace(b"14 path", b" 4 path"),
    ],
)
def test_what_holds_no_photo_of_ours_is_damaged(plain: bytes) -> None:
    with pytest.raises(Damaged):
        list(OpenedPhoto(io.BytesIO(_encrypted(plain)), [KEY]).pieces())


def test_a_photo_that_is_shorter_than_it_says_is_damaged() -> None:
    plain = _tar(size=4000)
    with pytest.raises(Damaged):
        list(OpenedPhoto(io.BytesIO(_encrypted(plain)), [KEY]).pieces())
