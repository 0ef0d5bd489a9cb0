"""Whether a restore as of a moment would give the album of that moment (DISASTERS 4-4).

After each step the photos that are stored are remembered; from then on, for the whole grace,
the ledger must give exactly these as of that moment, and their objects must be somewhere.
"""

import os
import random
from dataclasses import dataclass, field
from itertools import zip_longest
from math import floor, inf

from picup_desktop.ledger.ledger import Ledger
from picup_desktop.settings import DAY_SECONDS
from picup_desktop.words import Role
from tests.simulation.newcomer import opened_anew
from tests.simulation.world import SETTINGS, World

STORED = """
SELECT photo.path, object.sha256 FROM photo JOIN object ON object.id = photo.object_id
WHERE photo.deleted_at IS NULL
"""
ANEW_CHANCE = 0.02
"""How often a new computer is asked, which takes a while."""
Album = tuple[tuple[str, str], ...]
"""Paths and contents, in order."""


@dataclass
class Era:
    """From when to when an album was seen the same, by the computer's clock."""

    began_at: float
    ended_at: float
    album: Album

    def moments(self, earliest: float) -> set[float]:
        """Its first moment within the grace, and its last."""
        return {max(self.began_at, earliest), self.ended_at}


@dataclass
class Past:
    """What the album was; asked for by a chance of its own, which changes no life."""

    world: World
    _chance: random.Random = field(default_factory=lambda: random.Random("the past"))
    _eras: list[Era] = field(default_factory=list)
    _latest: float = field(init=False)
    """A time that was lived once already names two moments."""

    def __post_init__(self) -> None:
        # The vault and its album were made before the first look.
        self._latest = self.world.clock.now()

    def check(self) -> None:
        """Remember the present, and hold the ledger to one moment of the past."""
        now = self.world.clock.now()
        if now < self._latest:
            self._forget_from(now)
        else:
            self._latest = now
            self._remember(now)
        earliest = self._latest - SETTINGS.grace_days * DAY_SECONDS
        self._eras = [era for era in self._eras if era.ended_at >= earliest]
        if self._eras:
            self._hold_to(self._chance.choice(self._eras), earliest)
            if len(self._eras) > 1 and self._chance.random() < ANEW_CHANCE:
                self._check_anew(self._chance.choice(list(Role)), earliest)

    def check_all(self) -> None:
        """Hold the ledger to every moment that is remembered."""
        earliest = self._latest - SETTINGS.grace_days * DAY_SECONDS
        for era in self._eras:
            self._hold_to(era, earliest)

    def _check_anew(self, role: Role, earliest: float) -> None:
        """Hold a new computer with one storage to every moment that is remembered."""
        journal = self.world.ledger.journal
        if journal.anything_to_tell() or any(role not in one.on for one in journal.segments()):
            # Some of it is known here only.
            return
        with opened_anew(self.world, role) as ledger:
            for era, after in zip_longest(self._eras, self._eras[1:]):
                # A journal says in whole seconds since when a photo is as it is now, and what
                # ended an era may have happened in the second of its last look: a killed
                # engine is looked at only when the next one runs.
                ends_at = inf if after is None else floor(era.ended_at)
                for moment in era.moments(earliest):
                    if moment < ends_at:
                        self._hold_anew(ledger, role, moment, era.album)

    def _hold_anew(self, ledger: Ledger, role: Role, moment: float, album: Album) -> None:
        past = ledger.history.as_of(moment)
        # Objects of an upload that a kill cut off are in no journal: they are listed beside.
        then = tuple(sorted((one.path, one.sha256) for one in past if one.sha256))
        assert then == album, (
            f"as of {moment} a new computer with {role.value} has {set(then) - set(album)} more"
            f" and {set(album) - set(then)} less"
        )

    def _remember(self, now: float) -> None:
        rows = self.world.ledger.database.query(STORED)
        album = tuple(sorted((os.fsdecode(path), sha256) for path, sha256 in rows))
        if self._eras and self._eras[-1].album == album:
            self._eras[-1].ended_at = now
        else:
            self._eras.append(Era(now, now, album))

    def _forget_from(self, now: float) -> None:
        self._eras = [era for era in self._eras if era.began_at < now]
        for era in self._eras:
            if era.ended_at >= now:
                era.ended_at = era.began_at

    def _hold_to(self, era: Era, earliest: float) -> None:
        for moment in era.moments(earliest):
            past = self.world.ledger.history.as_of(moment)
            then = tuple(sorted((photo.path, photo.sha256) for photo in past))
            assert then == era.album, (
                f"as of {moment} it would be {set(then) - set(era.album)} more"
                f" and {set(era.album) - set(then)} less"
            )
            for photo in past:
                self._is_somewhere(photo.object_id, photo.path)
                # At a new name it may still be what it was at the old one: it was renamed and
                # edited before the same scan.
                assert photo.sha256 in self._contents(), f"{photo.path} never was so"

    def _contents(self) -> set[str]:
        return {sha256 for path in self.world.wrote for sha256 in self.world.stood_at(path)}

    def _is_somewhere(self, object_id: int, path: str) -> None:
        record = self.world.ledger.objects.get(object_id)
        assert record is not None
        storages = self.world.storages.values()
        there = any(record.name in {*one.files, *one.harmed} for one in storages)
        assert there, f"{path} as of a moment within the grace is nowhere"
