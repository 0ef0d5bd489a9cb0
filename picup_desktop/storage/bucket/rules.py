"""What a rule of a bucket does to our objects, which nobody removed.

S3 API reference, GetBucketLifecycleConfiguration. Pure functions.
"""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from picup_desktop.storage.base import TEMPORARY_FOLDER
from picup_desktop.storage.bucket.fields import all_of, child_of, find, text_of, whole_of

MOST_DAYS = 100 * 366
"""The longest retention that S3 knows is 100 years."""
ARCHIVES = {"GLACIER", "DEEP_ARCHIVE"}
"""Nothing is read from them within a day; from the other classes as ever."""


def rules_about(root: str, rules: Iterable[Element]) -> Iterator[Element]:
    """Yield the rules that may be about objects of the vault.

    ``root``: its path, with a slash at its end unless it is empty. Objects of ours have no tags.
    """
    for rule in rules:
        prefix = "" if (found := find(rule, "Prefix")) is None else (found.text or "")
        is_below = prefix.startswith(root) and not prefix.startswith(f"{root}{TEMPORARY_FOLDER}/")
        is_about = root.startswith(prefix) or is_below
        if text_of(rule, "Status") == "Enabled" and is_about and find(rule, "Tag") is None:
            yield rule


def days_until_removed(rule: Element) -> int | None:
    """Return how old an object gets by a rule; 0 if a day is named, None if none is removed."""
    ends = child_of(rule, "Expiration")
    return None if ends is None else _days(ends)


def days_until_archived(rule: Element) -> int | None:
    """Return how old an object gets before a rule moves it into an archive; else as above."""
    days = [
        until
        for one in all_of(rule, "Transition")
        if text_of(one, "StorageClass") in ARCHIVES and (until := _days(one)) is not None
    ]
    return min(days, default=None)


def _days(of: Element) -> int | None:
    if text_of(of, "Date"):
        return 0
    days = text_of(of, "Days")
    return min(whole_of(days), MOST_DAYS) if days else None
