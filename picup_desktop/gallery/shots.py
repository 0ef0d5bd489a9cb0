"""Group photos into the shots of the gallery, and date them.

A live photo and its film, a RAW and its JPEG, a photo and its sidecars are one shot, if
that is proved (``one_shot.py``).
A shot has the date of its lead (``dating.py``); dates are wall clock times,
because "in May" means May at the place where the photo was taken.
"""

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from itertools import chain

from picup_desktop.gallery.dating import WEAK, dates_of
from picup_desktop.gallery.one_shot import shots_among
from picup_desktop.ledger.gallery.gallery import LEAST_SAFE_FIRST, month_of
from picup_desktop.ledger.gallery.kinds import NO_TRAIT, ShotTrait
from picup_desktop.ledger.gallery.shots import (
    Dated,
    NewMember,
    NewShot,
    PhotoToGroup,
    ShotKey,
    ShotMember,
)
from picup_desktop.ledger.ledger import Ledger
from picup_desktop.names import searchable
from picup_desktop.sync.scan.kinds import MediaKind
from picup_desktop.sync.scan.media import (
    cut_sidecar_of,
    described_name,
    extension_of,
    family_key,
    is_companion,
    may_be_a_memo,
    named_kind,
)
from picup_desktop.words import DateFrom

AT_ONCE = 500
"""Photos per transaction; few, so that no other writer waits long."""
KEY_BYTES = 8
MOST_OF_ONE_BEGINNING = 200
"""So many names are looked through for the photo of a JSON file that has a part of its name."""
_NUMBER_AND_JSON = re.compile(r"(\(\d+\))?\.json\Z", re.IGNORECASE)
_SCREENSHOT = re.compile(
    r"screen[ _-]?shot|screen[ _-]?capture|스크린\s?샷|화면[ _]?캡처|bildschirmfoto"
    r"|captura de pantalla|capture d.[ée]cran|スクリーンショット|截屏|屏幕截图|снимок экрана"
)
"""How systems and phones name pictures of their screen, or the folder of them."""
DATED_SIDECARS = frozenset(("xmp", "json"))
"""The endings of files beside a photo that may have its date."""
LEAD_FIRST = (
    *(MediaKind.PHOTO, MediaKind.RAW, MediaKind.VIDEO),
    *(MediaKind.SIDECAR, MediaKind.OTHER),
)
NOT_SHOWN = frozenset((MediaKind.SIDECAR.value, MediaKind.OTHER.value))


def may_have_date(kind: str, path: str) -> bool:
    """Return whether a file of a kind may tell when a photo was taken."""
    is_dated_sidecar = kind == MediaKind.SIDECAR.value and extension_of(path) in DATED_SIDECARS
    return is_dated_sidecar or kind not in NOT_SHOWN


def kind_of(path: str) -> MediaKind:
    """Return the kind of a photo by its name; a picture if the name does not say."""
    # Sound is only ever kept beside the photo that it belongs to.
    sound = MediaKind.SIDECAR if may_be_a_memo(path) else MediaKind.PHOTO
    return named_kind(path.rpartition("/")[2]) or sound


def family_of(path: str) -> int:
    """Return a number shared by the photos of an album that may be one shot by their names."""
    return _number_of(family_key(path.replace(os.sep, "/")))


def shot_key(lead_path: str) -> int:
    """Return a number shared by the photos of one shot in their album."""
    return _number_of(lead_path)


def _number_of(text: str) -> int:
    digest = hashlib.blake2b(os.fsencode(text), digest_size=KEY_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)


def shot_of(members: Sequence[ShotMember], dates: Mapping[int, Dated]) -> NewShot | None:
    """Return the shot that these photos form; None if there is no picture to show.

    ``dates`` are those of the photos by their ids.
    """
    living = [m for m in members if m.state in LEAST_SAFE_FIRST]
    pictures = [m for m in living if m.kind not in NOT_SHOWN]
    if not pictures:
        return None
    lead = min(pictures, key=_leads)
    of_all = [dates[lead.photo_id], *(dates[m.photo_id] for m in pictures)]
    strong = [one for one in of_all if one.source not in WEAK]
    of_person = (one for one in strong if one.source is DateFrom.PERSON)
    dated = next(of_person, next(iter(strong), of_all[0]))
    return NewShot(
        month=month_of(dated.at),
        dated=dated,
        id=lead.photo_id,
        album_id=lead.album_id,
        key=shot_key(lead.path),
        state=min((m.state for m in living), key=LEAST_SAFE_FIRST.index),
        words=_words_of(lead, living),
        traits=_traits_of(lead, living),
        size_bytes=sum(m.size_bytes for m in living),
    )


def _words_of(lead: ShotMember, living: Sequence[ShotMember]) -> str:
    """Return what a shot is searched by: its path, and on a line of its own its camera."""
    camera = lead.camera or next((m.camera for m in living if m.camera), "")
    return searchable(f"{lead.path}\n{camera}" if camera else lead.path)


def _traits_of(lead: ShotMember, living: Sequence[ShotMember]) -> ShotTrait:
    """Return what a shot is; the badge on its cell says the same."""
    kinds, traits = {m.kind for m in living}, NO_TRAIT
    if lead.kind == MediaKind.VIDEO.value:
        traits |= ShotTrait.VIDEO
    elif MediaKind.VIDEO.value in kinds or lead.length_ms:
        traits |= ShotTrait.LIVE
    if MediaKind.RAW.value in kinds:
        traits |= ShotTrait.RAW
    if _SCREENSHOT.search(searchable(lead.path)):
        traits |= ShotTrait.SCREENSHOT
    return traits


def tend_shots(ledger: Ledger, among: Sequence[int] | None = None) -> int:
    """Update the shots of some changed photos; return how many photos.

    Call it until it returns 0. ``among`` has the ids of those that are wanted now; the others
    wait. LedgerUnusable.
    """
    with ledger.transaction():
        shots = ledger.shots
        noted = shots.noted(AT_ONCE) if among is None else shots.noted_among(among, AT_ONCE)
        if not noted:
            return 0
        keys, families = ledger.shots.keys(noted), ledger.shots.families(noted)
        living = [photo for photo in ledger.shots.changed(noted) if photo.living]
        joining = [_alone(photo, _family_of(ledger, photo)) for photo in living]
        shots.note_at((one.album_id, cut) for one in living if (cut := cut_sidecar_of(one.path)))
        ledger.shots.join(joining)
        ledger.shots.leave(set(noted) - {photo.photo_id for photo in living})
        families |= {(member.album_id, member.family) for member in joining}
        _show(ledger, keys, ledger.shots.members(sorted(families)))
        ledger.shots.settle(noted)
    return len(noted)


def _family_of(ledger: Ledger, photo: PhotoToGroup) -> int:
    """Return the family of a photo; a JSON file with a cut name is of its one photo's family."""
    if extension_of(photo.path) == "json" and described_name(photo.path) is None:
        beginning = _NUMBER_AND_JSON.sub("", photo.path)
        others = ledger.shots.beginning(photo.album_id, beginning, MOST_OF_ONE_BEGINNING)
        about = [path for path in others if cut_sidecar_of(path) == photo.path]
        if len(about) == 1:
            return family_of(about[0])
    return family_of(photo.path)


def _alone(photo: PhotoToGroup, family: int) -> NewMember:
    kind = photo.kind or kind_of(photo.path).value
    return NewMember(
        photo.photo_id,
        photo.album_id,
        family=family,
        key=shot_key(photo.path),
        kind=kind,
        mtime_ns=photo.mtime_ns,
        is_asked=may_have_date(kind, photo.path),
    )


def _show(ledger: Ledger, keys: set[ShotKey], families: Sequence[Sequence[ShotMember]]) -> None:
    """Save the shots of families; ``keys`` are those of shots that may have lost a photo."""
    keyed, made = [], []
    dates: dict[int, Dated] = {}
    for shot in chain.from_iterable(map(shots_among, families)):
        of_shot = dates_of(shot)
        dates |= of_shot
        new = shot_of(shot, of_shot)
        if new is not None:
            made.append(new)
        for member in shot:
            key = shot_key(member.path) if new is None else new.key
            keys |= {(member.album_id, member.key), (member.album_id, key)}
            if key != member.key:
                keyed.append((key, member.photo_id))
    ledger.shots.show(sorted(keys), keyed, made, dates.items())


def _leads(member: ShotMember) -> tuple[bool, int, int]:
    """Return a sort key: the least leads the shot; companions (LRV, LRF, THM) never do."""
    rank = LEAD_FIRST.index(MediaKind(member.kind))
    return is_companion(member.path), rank, member.photo_id
