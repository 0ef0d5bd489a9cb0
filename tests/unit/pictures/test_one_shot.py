"""Which files of one name are one shot: only what is proved, for all of it is deleted together."""

from dataclasses import replace
from itertools import count, permutations

import pytest

from picup_desktop.gallery.dating import dates_of
from picup_desktop.gallery.one_shot import MOST_OF_ONE_NAME, SAME_MOMENT_SECONDS, shots_among
from picup_desktop.gallery.shots import family_of, kind_of, shot_of
from picup_desktop.ledger.gallery.shots import ShotMember
from picup_desktop.sync.scan.media import FOLDS_CASE
from picup_desktop.words import PhotoState

NOON = 1_500_000_000
LATER = NOON + 15 * 365 * 24 * 3600


def family(*files: tuple[str, int | None] | tuple[str, int | None, str]) -> list[ShotMember]:
    """(path, taken_at) or (path, taken_at, content_id)."""
    numbers = count(1)
    return [
        ShotMember(
            next(numbers),
            1,
            0,
            "video" if path.endswith(("LRV", "LRF")) else kind_of(path).value,
            path,
            0,
            PhotoState.PROTECTED,
            taken_at,
            content_id[0] if content_id else None,
        )
        for path, taken_at, *content_id in files
    ]


def sorted_out(members: list[ShotMember]) -> set[frozenset[str]]:
    return {frozenset(m.path for m in shot) for shot in shots_among(members)}


def one(*paths: str) -> frozenset[str]:
    return frozenset(paths)


def test_two_pictures_are_never_one_and_a_film_of_another_day_is_apart() -> None:
    members = family(("1.jpg", NOON), ("1.png", NOON), ("1.gif", None), ("1.mp4", LATER))
    assert sorted_out(members) == {one("1.jpg"), one("1.png"), one("1.gif"), one("1.mp4")}
    heic = family(("1.jpg", NOON, "a"), ("1.heic", NOON, "a"))
    assert sorted_out(heic) == {one("1.jpg"), one("1.heic")}


@pytest.mark.parametrize(
    ("apart", "together"),
    [(0, True), (SAME_MOMENT_SECONDS, True), (SAME_MOMENT_SECONDS + 1, False)],
)
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("other", ["IMG.MOV", "IMG.CR2"])
def test_one_name_and_one_moment(other: str, apart: int, together: bool, sign: int) -> None:
    members = family(("IMG.JPG", NOON), (other, NOON + sign * apart))
    assert len(sorted_out(members)) == (1 if together else 2)


@pytest.mark.parametrize("times", [(None, None), (NOON, None), (None, NOON)])
@pytest.mark.parametrize("other", ["IMG.MOV", "IMG.CR2"])
def test_what_is_not_known_proves_nothing(other: str, times: tuple[int | None, ...]) -> None:
    assert len(sorted_out(family(("IMG.JPG", times[0]), (other, times[1])))) == 2


def raw_and_jpeg() -> list[ShotMember]:
    """A RAW and its JPEG, of one moment."""
    return family(("a.NEF", NOON), ("a.JPG", NOON))


def test_content_identifiers_prove_and_disprove() -> None:
    proved = family(("a.HEIC", NOON, "x"), ("A_HEVC.MOV", LATER, "x"), ("a.MOV", None, "x"))
    assert sorted_out(proved) == {one("a.HEIC", "A_HEVC.MOV", "a.MOV")}
    disproved = family(("a.HEIC", NOON, "x"), ("a.MOV", NOON, "y"))
    assert len(sorted_out(disproved)) == 2
    # Equal, and not the same object.
    told = [replace(m, content_id=":".join(("apple", "id"))) for m in raw_and_jpeg()]
    assert len(sorted_out(told)) == 1
    half_known = family(("a.HEIC", NOON, "x"), ("a.MOV", NOON, ""))
    assert len(sorted_out(half_known)) == 1
    assert len(sorted_out(family(("a.HEIC", NOON, ""), ("a.MOV", LATER, "")))) == 2


def test_what_could_be_of_two_is_of_neither() -> None:
    by_id = family(("a.HEIC", NOON, "x"), ("a.JPG", NOON, "x"), ("a.MOV", NOON, "x"))
    assert len(sorted_out(by_id)) == 3
    by_moment = family(("a.HEIC", NOON), ("a.JPG", NOON), ("a.MOV", NOON))
    assert len(sorted_out(by_moment)) == 3
    two_films = family(("a.JPG", NOON), ("a.MOV", NOON), ("a.MP4", NOON))
    assert len(sorted_out(two_films)) == 3
    two_raws = family(("a.JPG", NOON), ("a.NEF", NOON), ("a.DNG", NOON))
    assert len(sorted_out(two_raws)) == 3


def test_a_raw_its_jpeg_its_film_and_its_sidecars_are_one() -> None:
    paths = ("d.NEF", "d.JPG", "d.MOV", "d.xmp", "d.JPG.xmp", "d.NEF.xmp", "d.AAE")
    for shuffled in permutations(paths[:4]):
        members = family(*((p, NOON) for p in (*shuffled, *paths[4:])))
        assert sorted_out(members) == {one(*paths)}
    export = family(("d.NEF", NOON), ("d.JPG", NOON), ("d.png", NOON))
    assert sorted_out(export) == {one("d.NEF", "d.JPG"), one("d.png")}


def test_a_sidecar_is_of_the_file_that_it_names() -> None:
    members = family(
        ("1.jpg", None), ("1.png", None), ("1.png.xmp", None), ("1.xmp", None), ("1.NEF.xmp", None)
    )
    assert sorted_out(members) == {
        one("1.jpg"),
        one("1.png", "1.png.xmp"),
        one("1.xmp"),
        one("1.NEF.xmp"),
    }
    for sidecar in ("1.xmp", "1.AAE"):
        assert sorted_out(family(("1.jpg", None), (sidecar, None))) == {one("1.jpg", sidecar)}
    raw = family(("1.NEF", None), ("1.jpg", None), ("1.xmp", None), ("1.AAE", None))
    assert sorted_out(raw) == {one("1.NEF", "1.xmp"), one("1.jpg"), one("1.AAE")}


@pytest.mark.skipif(FOLDS_CASE, reason="here such names are one file")
def test_names_that_differ_in_case_are_two_photos() -> None:
    members = family(("IMG_1.JPG", NOON), ("img_1.MOV", NOON), ("img_1.JPG.xmp", None))
    assert len(sorted_out(members)) == 3
    assert len(sorted_out(family(("IMG_1.JPG", NOON), ("IMG_1.jpg.xmp", None)))) == 2


def test_companions_are_of_the_film_and_never_lead() -> None:
    gopro = family(("G.LRV", NOON), ("G.THM", LATER), ("G.MP4", NOON))
    (shot,) = shots_among(gopro)
    new = shot_of(shot, dates_of(shot))
    assert new is not None
    assert (new.id, new.dated.at) == (3, NOON)
    drone = family(("D.JPG", NOON), ("D.MP4", LATER), ("D.LRF", None))
    assert sorted_out(drone) == {one("D.JPG"), one("D.MP4", "D.LRF")}
    assert sorted_out(family(("C.CRW", NOON), ("C.THM", NOON))) == {one("C.CRW", "C.THM")}
    assert len(sorted_out(family(("C.JPG", NOON), ("C.THM", NOON)))) == 2
    assert len(sorted_out(family(("C.CRW", NOON), ("C.LRV", NOON)))) == 2
    assert len(sorted_out(family(("C.MP4", 1), ("C.MOV", 2), ("C.LRV", 1)))) == 3
    (alone,) = shots_among(family(("C.LRV", NOON)))
    assert shot_of(alone, dates_of(alone)) is not None


def test_more_files_of_one_name_than_a_camera_writes_stand_alone() -> None:
    others = [(f"a.{n}", NOON) for n in range(MOST_OF_ONE_NAME - 2)]
    pair = [("a.JPG", NOON), ("a.JPG.xmp", None)]
    assert len(shots_among(family(*others, *pair))) == MOST_OF_ONE_NAME - 1
    assert len(shots_among(family(*others, *pair, ("a.x", NOON)))) == MOST_OF_ONE_NAME + 1


@pytest.mark.parametrize(("still", "film"), [("a.JPG", "b.MOV"), ("b.JPG", "a.MOV")])
def test_files_of_two_names_are_two_shots(still: str, film: str) -> None:
    assert len(sorted_out(family((still, NOON), (film, NOON)))) == 2


def test_the_numbers_are_those_of_the_docs() -> None:
    assert (SAME_MOMENT_SECONDS, MOST_OF_ONE_NAME) == (3, 64)


@pytest.mark.parametrize("ids", [("x", "y"), ("y", "x")])
def test_differing_identifiers_disprove_whichever_is_greater(ids: tuple[str, str]) -> None:
    members = family(("a.HEIC", NOON, ids[0]), ("a.MOV", NOON, ids[1]))
    assert len(sorted_out(members)) == 2


def test_identifiers_are_compared_by_their_letters() -> None:
    ids = ["-".join(("1F2E", "77")) for _ in range(2)]
    members = family(("a.HEIC", NOON, ids[0]), ("other.MOV", LATER, ids[1]))
    assert len(sorted_out(members)) == 1


@pytest.mark.parametrize("ids", [("x", "y"), ("y", "x")])
def test_a_film_of_another_name_is_joined_by_its_own_identifier_only(
    ids: tuple[str, str],
) -> None:
    members = family(("a.HEIC", NOON, ids[0]), ("other.MOV", LATER, ids[1]))
    assert len(sorted_out(members)) == 2


def test_what_vendors_add_to_a_name_is_no_other_name() -> None:
    for still, film in (
        ("IMG_3.HEIC", "IMG_3_HEVC.MOV"),
        ("0A1B.heic", "0A1B_3.mov"),
        ("0A1B2C3D-0000-1111-2222-0123456789AB.heic", "0A1B2C3D-0000-1111-2222-0123456789AB_3.mov"),
        ("PXL_20210102_030405678.MP.jpg", "PXL_20210102_030405678.MP"),
        ("PXL_20210102_030405678.MP~2.jpg", "PXL_20210102_030405678.MP~2"),
        ("IMG_1234.HEIC", "IMG_E1234.MOV"),
    ):
        for told in ((NOON, ""), (None, "x")):
            members = family((still, *told), (film, *told))
            members[1] = replace(members[1], kind="video")
            assert sorted_out(members) == {one(still, film)}
            assert len({family_of(m.path) for m in members}) == 1
        apart = [replace(m, taken_at=NOON + 99 * m.photo_id, content_id="") for m in members]
        assert len(sorted_out(apart)) == 2
    raw = ("PXL_20210102_030405678.RAW-01.COVER.jpg", "PXL_20210102_030405678.RAW-02.ORIGINAL.dng")
    assert sorted_out(family(*((path, NOON) for path in raw))) == {one(*raw)}


def test_an_edit_stands_beside_its_original() -> None:
    """An iPhone's: each with its film, and the notes with the original."""
    members = family(
        ("IMG_1234.HEIC", NOON, "x"),
        ("IMG_1234.MOV", NOON, "x"),
        ("IMG_1234.AAE", None),
        ("IMG_O1234.AAE", None),
        ("IMG_E1234.JPG", NOON, "x"),
        ("IMG_E1234.MOV", NOON, "x"),
    )
    assert sorted_out(members) == {
        one("IMG_1234.HEIC", "IMG_1234.MOV", "IMG_1234.AAE", "IMG_O1234.AAE"),
        one("IMG_E1234.JPG", "IMG_E1234.MOV"),
    }
    assert len({family_of(m.path) for m in members}) == 1
    by_moment = [replace(m, content_id="") for m in members]
    assert sorted_out(by_moment) == sorted_out(members)
    alone = family(("IMG_E1234.JPG", NOON), ("IMG_1234.AAE", None))
    assert sorted_out(alone) == {one("IMG_E1234.JPG", "IMG_1234.AAE")}


def test_a_burst_is_as_many_shots_as_pictures() -> None:
    names = [f"20210305_101112_00{n}.jpg" for n in range(1, 5)]
    film = "20210305_101112_003.mp4"
    members = family(*((name, NOON) for name in names), (film, NOON))
    assert sorted_out(members) == {*map(one, (names[0], names[1], names[3])), one(names[2], film)}
    burst = [(f"0A1B_{n}.jpg", NOON) for n in (1, 2, 3)]
    assert sorted_out(family(*burst, ("0A1B_3.mov", NOON))) == {
        *(one("0A1B_1.jpg"), one("0A1B_2.jpg")),
        one("0A1B_3.jpg", "0A1B_3.mov"),
    }


def test_the_closest_name_decides_where_several_fit() -> None:
    pair = [("0A1B.jpg", NOON), ("0A1B_3.jpg", NOON), ("0A1B_3.mov", NOON), ("0A1B.mov", NOON)]
    together = {one("0A1B.jpg", "0A1B.mov"), one("0A1B_3.jpg", "0A1B_3.mov")}
    for shuffled in permutations(pair):
        assert sorted_out(family(*shuffled)) == together
        assert sorted_out(family(*((path, None, "x") for path, _ in shuffled))) == together
    kindred = family(("GX010001.MP4", NOON), ("GL010001.LRV", NOON))
    assert sorted_out(kindred) == {one("GX010001.MP4", "GL010001.LRV")}
    older = family(("GH010001.MP4", NOON), ("GL010001.LRV", NOON), ("GH010001.THM", None))
    assert sorted_out(older) == {one("GH010001.MP4", "GL010001.LRV", "GH010001.THM")}
    two = family(("GH010001.MP4", NOON), ("GX010001.MP4", NOON), ("GL010001.LRV", NOON))
    assert sorted_out(two) == {one("GH010001.MP4"), one("GX010001.MP4", "GL010001.LRV")}


@pytest.mark.parametrize(
    ("inside", "size", "together"),
    [
        (70_000, "70000", True),
        (70_000, "70001", False),
        (70_000, "69999", False),
        (None, "0", False),
    ],
)
def test_a_film_taken_out_of_a_motion_photo_is_known_by_its_size(
    inside: int | None, size: str, together: bool
) -> None:
    """As Google Takeout does; the times may be of two zones."""
    still, film = family(("PXL_1.MP.jpg", NOON), ("PXL_1.MP", NOON + 9 * 3600))
    members = [
        replace(still, film_bytes=inside, size_bytes=9000),
        replace(film, kind="video", size_bytes=int(size)),
    ]
    assert len(sorted_out(members)) == (1 if together else 2)
