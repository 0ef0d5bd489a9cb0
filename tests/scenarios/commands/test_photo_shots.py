"""``picup photos``: which photos are one shot, which leads it, and of what kind each is."""

from collections import defaultdict
from pathlib import Path

from PIL import Image

from tests.picup import Vault, age
from tests.unit.pictures.dng import dng
from tests.unit.pictures.motion_photos import (
    exif_of,
    film_bytes,
    google_without_film,
    picture_bytes,
)

NOON, LATER = "2008:05:30 12:00:00", "2023-05-30T12:00:00"
UUID = "0A1B2C3D-0000-1111-2222-0123456789AB"


def _fill(album: Path) -> None:
    film = film_bytes(taken=LATER)
    dated = picture_bytes(exif=exif_of(NOON))
    files = {
        # Three pictures and a film that share a number only.
        **{f"three/1.{form.lower()}": picture_bytes(form) for form in ("PNG", "GIF")},
        "three/1.jpg": dated,
        "three/1.mp4": film,
        # A live picture of an iPhone, its film, its notes; and as Photos keeps them.
        "iphone/IMG_3.HEIC": picture_bytes("HEIF", exif=exif_of(NOON, "one")),
        "iphone/IMG_3_HEVC.MOV": film_bytes(form="mov", content_id="one"),
        "iphone/IMG_3.AAE": b"<plist/>",
        "iphone/IMG_E3000.JPG": dated,
        f"iphone/{UUID}.heic": picture_bytes("HEIF", exif=exif_of(NOON, UUID)),
        f"iphone/{UUID}_3.mov": film_bytes(form="mov", content_id=UUID),
        # As Google Takeout gives a motion photo.
        "pixel/PXL_20210102_030405678.MP.jpg": google_without_film(len(film)),
        "pixel/PXL_20210102_030405678.MP": film,
        # Small copies never lead.
        "gopro/GX010001.MP4": film,
        "gopro/GL010001.LRV": film_bytes(5),
        "gopro/GX010001.THM": dated,
        "dji/DJI_0001.MP4": film,
        "dji/DJI_0001.LRF": film_bytes(5),
        # Known by content.
        "odd/named.jpg": film,
        "odd/named.dng": dated,
        "odd/noname": film,
        "odd/a.dng": dng(Image.new("RGB", (64, 48), "red")),
        "odd/a.xmp": b"<x:xmpmeta/>",
    }
    for name, content in files.items():
        path = album / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(content)
        age(path)


def test_shots_their_leads_and_the_kinds_of_photos(vault: Vault) -> None:
    _fill(vault.album)
    vault.sync()
    # The kinds are known from the scan on.
    kinds = {path: photo["kind"] for path, photo in vault.photos().items()}
    films = {path for path, kind in kinds.items() if kind == "video"}
    assert films == {
        *("three/1.mp4", "iphone/IMG_3_HEVC.MOV", f"iphone/{UUID}_3.mov"),
        *("pixel/PXL_20210102_030405678.MP", "gopro/GX010001.MP4", "gopro/GL010001.LRV"),
        *("dji/DJI_0001.MP4", "dji/DJI_0001.LRF", "odd/named.jpg", "odd/noname"),
    }
    assert {kinds[path] for path in ("iphone/IMG_3.AAE", "odd/a.xmp")} == {"sidecar"}
    assert (kinds["odd/a.dng"], kinds["odd/named.dng"]) == ("raw", "photo")

    photos = vault.run("photos", "--dates", "--json").json
    assert {one["path"]: one["kind"] for one in photos} == kinds
    shots = defaultdict(set)
    for one in photos:
        shots[one["shot"]].add(one["path"])
    assert {frozenset(paths) for paths in shots.values() if len(paths) > 1} == {
        frozenset({"iphone/IMG_3.HEIC", "iphone/IMG_3_HEVC.MOV", "iphone/IMG_3.AAE"}),
        frozenset({f"iphone/{UUID}.heic", f"iphone/{UUID}_3.mov"}),
        frozenset({"pixel/PXL_20210102_030405678.MP.jpg", "pixel/PXL_20210102_030405678.MP"}),
        frozenset({"gopro/GX010001.MP4", "gopro/GL010001.LRV", "gopro/GX010001.THM"}),
        frozenset({"dji/DJI_0001.MP4", "dji/DJI_0001.LRF"}),
        frozenset({"odd/a.dng", "odd/a.xmp"}),
    }
    leads = {one["path"] for one in photos if one["lead"]}
    assert len(leads) == len(shots)
    assert {one["shot"] for one in photos if one["lead"]} == set(shots)
    for lead in ("iphone/IMG_3.HEIC", "gopro/GX010001.MP4", "dji/DJI_0001.MP4", "odd/a.dng"):
        assert lead in leads
