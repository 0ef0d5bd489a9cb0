"""Photos, films and their companions, by their bytes and names, as a scan meets them."""

import json

from picup_desktop.sync.scan import media
from picup_desktop.sync.scan.file_ends import end_of, is_whole_jpeg
from picup_desktop.sync.scan.signatures import kind_by_content
from picup_desktop.sync.scan.spoiled import Before, FileEnds, digest_of, kind_of, spoil
from tests.fuzz.target import Target

TAIL_BYTES = 4096
NAMES = ("a.jpg", "a.NEF", "a", "a.m4a", "a.jpg.supplemental-metadata.json", "a.xmp")


def _box(kind: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4, "big") + kind + content


HEADS = (
    b"\xff\xd8\xff\xe0\x00\x04ab\xff\xda\x00\x02abc\xff\xd9",
    b"\x89PNG\r\n\x1a\n" + b"\0" * 20 + b"IEND\xaeB`\x82",
    b"GIF89a" + b"\0" * 8 + b";",
    b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 8,
    _box(b"ftyp", b"heic\0\0\0\0mif1heic") + _box(b"meta", b"\0" * 9) + _box(b"mdat", b"abc"),
    _box(b"ftyp", b"qt  \0\0\0\0") + b"\0\0\0\1mdat" + (99).to_bytes(8, "big") + b"abc",
    b"II*\0\x08\0\0\0" + b"\0" * 20,
    b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0",
    b"OggS\0" + b"\0" * 22 + b"\x01\x80theora",
    b"G" + b"\0" * 187 + b"G" + b"\0" * 187 + b"G",
    b"P6\n2 2\n255\n" + b"\0" * 12,
    json.dumps(
        {"title": "a.jpg", "photoTakenTime": {"timestamp": "1557000000"}, "geoData": {}}
    ).encode(),
)


def _content(data: bytes) -> None:
    """Every look that a scan takes at a file's bytes."""
    kind_by_content(data)
    for name in NAMES:
        media.classify(name, data)
    is_whole_jpeg(data)

    def read_at(at: int, count: int) -> bytes:
        assert at >= 0
        return data[at : at + count]

    tail = data[-TAIL_BYTES:]
    end_of(data, tail, len(data), read_at)
    before = Before(len(data) + 1, kind_of(data) or "jpeg", digest_of(data))
    spoil(before, FileEnds(len(data), data, tail), read_at)


PATHS = (
    b"a/b.jpg",
    b"a/IMG_0001(2).jpg.supplemental-metadata(2).json",
    b"a/IMG_0001.HEIC.supplemental-met.json",
    b"a/.b.jpg.part",
    "가족/사진.NEF.xmp".encode(),
    b"a/IMG_0001-edited.jpg",
)


def _path(data: bytes) -> None:
    """Every look that a scan takes at a name."""
    path = data.decode("utf-8", "surrogateescape")
    name = path.rpartition("/")[2]
    for look in (
        *(media.is_skipped_name, media.is_skipped_folder, media.named_kind),
        *(media.may_be_a_memo, media.bare_stem, media.extension_of, media.as_compared),
    ):
        look(name)
    for look_at in (media.is_companion, media.described_name, media.stem_of, media.family_key):
        look_at(path)
    media.stems_of_photos([name])


FILE_TARGETS = (
    Target("content", lambda: HEADS, _content, ()),
    Target("path", lambda: PATHS, _path, ()),
)
