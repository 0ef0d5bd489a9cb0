"""The words of the questions about changed photos, in the window's language."""

from dataclasses import dataclass
from typing import Any

from picup_desktop.attention.causes import Cause
from picup_desktop.attention.item import AttentionRecord
from picup_desktop.names import NO_WORDS, Shown, shown
from picup_desktop.ui.attention.words import moment_words
from picup_desktop.ui.changes.pairs import Pair
from picup_desktop.ui.changes.pictures import PictureOf
from picup_desktop.ui.changes.put_back import PutBackReport
from picup_desktop.ui.text import number, translate


@dataclass(frozen=True)
class DecideWords:
    """What the dialog says; ``ticked_first``: whether the photos begin with a tick."""

    heading: Shown
    below: Shown
    tick_all: Shown
    tick_none: Shown
    if_ticked: Shown
    if_not: Shown
    both: Shown
    """With ``{back}`` and ``{taken}``."""
    ticked_first: bool

    def summary(self, back: int, taken: int, more: int) -> Shown:
        """Return how many photos get which answer; ``more`` of them are not listed."""
        words = self.both.format(back=number(back), taken=number(taken))
        if not more:
            return words
        rest = translate(
            "Changes", "%Ln more are not listed; they are asked about later.", None, more
        )
        return f"{words} {rest}"

    def progress(self, done: int, total: int) -> Shown:
        """Return how many photos are put back so far."""
        words = translate("Changes", "Putting photos back: {done} of {all}")
        return words.format(done=number(done), all=number(total))


def decide_words(item: AttentionRecord, grace_days: int) -> DecideWords:
    """Return the words of the dialog about an item."""
    album = shown(str(item.details.get("album", "")))
    if item.cause is Cause.ALBUM_SPOILED:
        return _about_spoiled(album, grace_days)
    return _about_changed(album, grace_days)


def _about_spoiled(album: str, grace_days: int) -> DecideWords:
    back = translate(
        "Changes",
        "Tick the photos whose good version is put back here; the spoiled file goes to the trash."
        " The others are taken as they are.",
    )
    return DecideWords(
        heading=translate("Changes", "Which photos of “{album}” are put back?").format(
            album=shown(album)
        ),
        below=f"{back} {_good_kept(grace_days)}",
        tick_all=translate("Changes", "Put all back"),
        tick_none=translate("Changes", "Take all as they are"),
        if_ticked=translate("Changes", "The good one is put back here"),
        if_not=translate("Changes", "Taken as it is"),
        both=translate("Changes", "Put back: {back}. Taken as they are: {taken}."),
        ticked_first=True,
    )


def _about_changed(album: str, grace_days: int) -> DecideWords:
    back = translate(
        "Changes",
        "Tick the photos that are to be again what they were before. The others stay as they"
        " are now.",
    )
    return DecideWords(
        heading=translate("Changes", "Which changes of “{album}” are right?").format(
            album=shown(album)
        ),
        below=f"{back} {_kept(grace_days)}",
        tick_all=translate("Changes", "Put all back"),
        tick_none=translate("Changes", "Leave all as they are"),
        if_ticked=translate("Changes", "Becomes what it was before"),
        if_not=translate("Changes", "Stays as it is now"),
        both=translate("Changes", "Put back: {back}. Left as they are: {taken}."),
        ticked_first=False,
    )


def _good_kept(grace_days: int) -> Shown:
    if grace_days == 0:
        return translate(
            "Changes",
            "Their good version leaves both storages at once, because your setting is to keep"
            " replaced photos for 0 days.",
        )
    return translate(
        "Changes", "Their good version stays on both storages for %Ln more days.", None, grace_days
    )


def _kept(grace_days: int) -> Shown:
    if grace_days == 0:
        return translate(
            "Changes",
            "The version that is not chosen leaves both storages at once, because your setting is"
            " to keep replaced photos for 0 days.",
        )
    return translate(
        "Changes",
        "The version that is not chosen stays on both storages for %Ln more days.",
        None,
        grace_days,
    )


def put_back_words(report: PutBackReport) -> Shown:
    """Return how many photos are back, and how many are not."""
    words = []
    if report.back:
        words.append(translate("Changes", "%Ln photos are back.", None, report.back))
    kept = len(report.failed) + report.left
    if kept:
        words.append(translate("Changes", "%Ln photos are not back.", None, kept))
    return " ".join(words)


def sample_words(item: AttentionRecord) -> Shown:
    """Return since when photos changed, and how many are shown; empty if none are."""
    pairs = sample_pairs(item)
    if not pairs:
        return NO_WORDS
    count = int(item.details.get("changed") or len(pairs))
    words = []
    since = item.details.get("changed_since")
    # The sentence about an album's spoiled photos has that time already.
    if since is not None and item.cause is not Cause.ALBUM_SPOILED:
        words.append(translate("Changes", "Since {time}").format(time=moment_words(str(since))))
    if count > len(pairs):
        some = translate("Changes", "{shown} of {all}, before and now")
        words.append(some.format(shown=number(len(pairs)), all=number(count)))
    else:
        words.append(translate("Changes", "Before and now"))
    return "  ·  ".join(words)


def sample_pairs(item: AttentionRecord) -> list[Pair]:
    """Return the photos that an item shows before and after; none for one of an older ledger."""
    sample = item.details.get("sample")
    return [_pair(one) for one in sample] if isinstance(sample, list) else []


def _pair(one: dict[str, Any]) -> Pair:
    photo, after = int(one["photo"]), one.get("after")
    name = shown(str(one.get("path", "")).rpartition("/")[2])
    now = PictureOf(photo, as_is=True) if after is None else PictureOf(photo, int(after))
    return Pair(name, PictureOf(photo, int(one["before"])), now)
