"""Decide which files of one name are one shot, by proof and never by the name alone.

Pure. Cameras restart at 0001, so a film and a picture of one name may be unrelated.
Deleting a shot deletes all of its files, so unproved files stay separate, and two
pictures are never one shot, be they a burst, or an edit and its original. A proof is Apple's
content identifier in both files; or a film of the very size that a motion photo of Google
names; or the same name (as the file system compares names) and the same time of capture in
both files. Where several files would fit, the one of exactly the same name does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from picup_desktop.ledger.gallery.shots import ShotMember
from picup_desktop.sync.scan.kinds import MediaKind
from picup_desktop.sync.scan.media import (
    as_compared,
    cut_sidecar_of,
    described_name,
    extension_of,
    is_companion,
    kindred_stem,
    stem_of,
)

SAME_MOMENT_SECONDS = 3
"""A live photo's film begins before the shutter, and cameras write whole seconds."""
MOST_OF_ONE_NAME = 64
"""No camera writes more files of one name; then each file is a shot of its own."""
WITH_RAW = frozenset(("jpg", "jpeg", "jpe", "heic", "heif", "hif"))
"""Extensions that cameras write beside a RAW file; other pictures were made later."""

Proof = Callable[[ShotMember, ShotMember], bool]


def shots_among(family: Sequence[ShotMember]) -> list[list[ShotMember]]:
    """Sort the files of one family into shots; every file is in exactly one."""
    if len(family) > MOST_OF_ONE_NAME:
        return [[member] for member in family]
    shots = _Shots(family)
    of_kind: dict[MediaKind, list[ShotMember]] = defaultdict(list)
    companions = []
    for member in family:
        if is_companion(member.path):
            companions.append(member)
        else:
            of_kind[MediaKind(member.kind)].append(member)
    pictures, raws = of_kind[MediaKind.PHOTO], of_kind[MediaKind.RAW]
    films = of_kind[MediaKind.VIDEO]
    beside_raw = [p for p in pictures if extension_of(p.path) in WITH_RAW]
    for raw, picture in _couples_by_name(raws, beside_raw):
        shots.join(raw, picture)
    _join_films(shots, films, [*pictures, *raws])
    for companion in companions:
        _join_companion(shots, companion, films, raws)
    for sidecar in of_kind[MediaKind.SIDECAR]:
        _join_sidecar(shots, sidecar, [*pictures, *raws, *films])
    return shots.all()


class _Shots:
    """The grouping of members into shots; each begins alone."""

    def __init__(self, members: Iterable[ShotMember]) -> None:
        self._of = {member.photo_id: [member] for member in members}

    def join(self, member: ShotMember, other: ShotMember) -> None:
        """Merge the shot of ``member`` into that of ``other``."""
        mine, others = self._of[member.photo_id], self._of[other.photo_id]
        if mine is others:
            return
        others += mine
        for one in mine:
            self._of[one.photo_id] = others

    def distinct(self, members: Iterable[ShotMember]) -> list[ShotMember]:
        """Return one member of each shot that contains any of these."""
        return list({id(self._of[m.photo_id]): m for m in members}.values())

    def all(self) -> list[list[ShotMember]]:
        """Return the shots."""
        return list({id(shot): shot for shot in self._of.values()}.values())


def _couples(
    some: Sequence[ShotMember], others: Sequence[ShotMember], proof: Proof
) -> list[tuple[ShotMember, ShotMember]]:
    """Return the pairs in which each proves only the other."""
    found = [(one, other) for one in some for other in others if proof(one, other)]
    return [
        (one, other)
        for one, other in found
        if sum(a is one for a, _ in found) == 1 and sum(b is other for _, b in found) == 1
    ]


def _couples_by_name(
    some: Sequence[ShotMember], others: Sequence[ShotMember]
) -> Iterator[tuple[ShotMember, ShotMember]]:
    """Yield the pairs of one press of the shutter, those of exactly the same name first."""
    left, others_left = list(some), list(others)
    for alike in ALIKE:
        for one, other in _couples(left, others_left, partial(_is_of_one_press, alike)):
            left.remove(one)
            others_left.remove(other)
            yield one, other


def _closest(shots: _Shots, member: ShotMember, others: Sequence[ShotMember]) -> ShotMember | None:
    """Return a member of the only shot among ``others``, or of the only one of that name."""
    for some in (others, *(_named(alike, member, others) for alike in ALIKE)):
        of = shots.distinct(some)
        if len(of) == 1:
            return of[0]
    return None


def _join_films(shots: _Shots, films: Sequence[ShotMember], stills: Sequence[ShotMember]) -> None:
    """Join films to stills: a live photo may have two codings, a film only one picture."""
    rest = []
    for film in films:
        same = [s for s in stills if film.content_id and s.content_id == film.content_id]
        same = same or [s for s in stills if s.film_bytes and s.film_bytes == film.size_bytes]
        still = _closest(shots, film, same)
        if still is not None:
            shots.join(film, still)
        elif not same:
            rest.append(film)
    for film, still in _couples_by_name(rest, shots.distinct(stills)):
        shots.join(film, still)


def _join_companion(
    shots: _Shots,
    companion: ShotMember,
    films: Sequence[ShotMember],
    raws: Sequence[ShotMember],
) -> None:
    """Join a companion to the one film of its name, or a THM of old cameras to the one RAW."""
    of = _of_name(companion, films)
    if not of and extension_of(companion.path) == "thm":
        of = _of_name(companion, raws)
    if len(of) == 1:
        shots.join(companion, of[0])


def _join_sidecar(shots: _Shots, sidecar: ShotMember, others: Sequence[ShotMember]) -> None:
    """Join a sidecar to the file it names, or the one shot of its stem, or the one RAW."""
    named = described_name(sidecar.path)
    if named is not None:
        of = [other for other in others if as_compared(other.path) == as_compared(named)]
    elif extension_of(sidecar.path) == "json":
        of = [other for other in others if cut_sidecar_of(other.path) == sidecar.path]
    else:
        of_name = _of_name(sidecar, others)
        of = shots.distinct(of_name)
        if len(of) > 1 and extension_of(sidecar.path) == "xmp":
            of = shots.distinct(o for o in of_name if MediaKind(o.kind) is MediaKind.RAW)
    if len(of) == 1:
        shots.join(sidecar, of[0])


def _of_name(member: ShotMember, others: Sequence[ShotMember]) -> list[ShotMember]:
    """Return those of exactly the same name; if there are none, those of the most similar one."""
    return next((found for alike in ALIKE if (found := _named(alike, member, others))), [])


def _named(alike: Proof, member: ShotMember, others: Sequence[ShotMember]) -> list[ShotMember]:
    return [other for other in others if alike(member, other)]


def _has_same_name(one: ShotMember, other: ShotMember) -> bool:
    return as_compared(stem_of(one.path)) == as_compared(stem_of(other.path))


def _has_name_added_to(one: ShotMember, other: ShotMember) -> bool:
    """Return whether a vendor made the first name by adding to the second."""
    return as_compared(kindred_stem(one.path)) == as_compared(stem_of(other.path))


def _has_kindred_name(one: ShotMember, other: ShotMember) -> bool:
    return as_compared(kindred_stem(one.path)) == as_compared(kindred_stem(other.path))


ALIKE: tuple[Proof, ...] = (_has_same_name, _has_name_added_to, _has_kindred_name)
"""How alike two names may be, the closest first."""


def _is_of_one_press(alike: Proof, one: ShotMember, other: ShotMember) -> bool:
    """Return whether name and time of capture agree; differing identifiers disprove it."""
    if one.content_id and other.content_id and one.content_id != other.content_id:
        return False
    if one.taken_at is None or other.taken_at is None:
        return False
    within = abs(one.taken_at - other.taken_at) <= SAME_MOMENT_SECONDS
    return within and alike(one, other)
