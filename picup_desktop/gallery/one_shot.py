"""One shot: which files of one name are one photo, decided by proof and never by the name alone.

Pure. Cameras count from 0001 again and again, so a film and a picture of one name may be
strangers. Who deletes a shot deletes all of it: what is not proved stays apart, and two
pictures are never one. Proofs are Apple's content identifier in both files, or one name
(as the file system compares names) and one moment of capture that both files tell.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from picup_desktop.ledger.gallery.shots import ShotMember
from picup_desktop.sync.scan.media import (
    MediaKind,
    as_compared,
    described_name,
    extension_of,
    is_companion,
    stem_of,
)

SAME_MOMENT_SECONDS = 3
"""A live picture's film begins before the shutter, and cameras write whole seconds."""
MOST_OF_ONE_NAME = 64
"""More files of one name are no camera's work; then each stands for itself."""
WITH_RAW = frozenset(("jpg", "jpeg", "jpe", "heic", "heif", "hif"))
"""What a camera writes beside its RAW file; other pictures of that name were made later."""

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
    for raw, picture in _couples(raws, beside_raw, _is_of_one_press):
        shots.join(raw, picture)
    _join_films(shots, films, [*pictures, *raws])
    for companion in companions:
        _join_companion(shots, companion, films, raws)
    for sidecar in of_kind[MediaKind.SIDECAR]:
        _join_sidecar(shots, sidecar, [*pictures, *raws, *films])
    return shots.all()


class _Shots:
    """Which member stands with which; each begins alone."""

    def __init__(self, members: Iterable[ShotMember]) -> None:
        self._of = {member.photo_id: [member] for member in members}

    def join(self, member: ShotMember, other: ShotMember) -> None:
        """Put all that stands with ``member`` to ``other``."""
        mine, others = self._of[member.photo_id], self._of[other.photo_id]
        if mine is others:
            return
        others += mine
        for one in mine:
            self._of[one.photo_id] = others

    def distinct(self, members: Iterable[ShotMember]) -> list[ShotMember]:
        """One of each shot that has any of these."""
        return list({id(self._of[m.photo_id]): m for m in members}.values())

    def all(self) -> list[list[ShotMember]]:
        """The shots."""
        return list({id(shot): shot for shot in self._of.values()}.values())


def _couples(
    some: Sequence[ShotMember], others: Sequence[ShotMember], proof: Proof
) -> list[tuple[ShotMember, ShotMember]]:
    """Who belongs together where neither could belong to anyone else."""
    found = [(one, other) for one in some for other in others if proof(one, other)]
    return [
        (one, other)
        for one, other in found
        if sum(a is one for a, _ in found) == 1 and sum(b is other for _, b in found) == 1
    ]


def _join_films(shots: _Shots, films: Sequence[ShotMember], stills: Sequence[ShotMember]) -> None:
    """A live picture may have its film in two codings, but a film is of one picture only."""
    rest = []
    for film in films:
        same = [s for s in stills if film.content_id and s.content_id == film.content_id]
        of = shots.distinct(same)
        if len(of) == 1:
            shots.join(film, of[0])
        elif not of:
            rest.append(film)
    heads = shots.distinct(stills)
    for film, still in _couples(rest, heads, _is_of_one_press):
        shots.join(film, still)


def _join_companion(
    shots: _Shots,
    companion: ShotMember,
    films: Sequence[ShotMember],
    raws: Sequence[ShotMember],
) -> None:
    """To the one film of its name; old cameras put a THM beside their RAW, too."""
    of = [film for film in films if _is_of_one_name(film, companion)]
    if not of and extension_of(companion.path) == "thm":
        of = [raw for raw in raws if _is_of_one_name(raw, companion)]
    if len(of) == 1:
        shots.join(companion, of[0])


def _join_sidecar(shots: _Shots, sidecar: ShotMember, others: Sequence[ShotMember]) -> None:
    """To the file that it names, or to the one shot of its stem; of several, to the one RAW."""
    named = described_name(sidecar.path)
    if named is not None:
        of = [other for other in others if as_compared(other.path) == as_compared(named)]
    else:
        of_name = [other for other in others if _is_of_one_name(other, sidecar)]
        of = shots.distinct(of_name)
        if len(of) > 1 and extension_of(sidecar.path) == "xmp":
            of = shots.distinct(o for o in of_name if MediaKind(o.kind) is MediaKind.RAW)
    if len(of) == 1:
        shots.join(sidecar, of[0])


def _is_of_one_name(one: ShotMember, other: ShotMember) -> bool:
    return as_compared(stem_of(one.path)) == as_compared(stem_of(other.path))


def _is_of_one_press(one: ShotMember, other: ShotMember) -> bool:
    """One name, and one moment that both files tell; identifiers that differ disprove it."""
    if one.content_id and other.content_id and one.content_id != other.content_id:
        return False
    if one.taken_at is None or other.taken_at is None:
        return False
    within = abs(one.taken_at - other.taken_at) <= SAME_MOMENT_SECONDS
    return within and _is_of_one_name(one, other)
