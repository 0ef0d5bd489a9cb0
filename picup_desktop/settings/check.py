"""Check new values of settings, and replace stored ones that are invalid."""

import re
from collections.abc import Callable, Mapping
from typing import cast

from picup_desktop.errors import UsageError
from picup_desktop.messages.languages import LANGUAGES
from picup_desktop.new_version import checked_address
from picup_desktop.settings.choices import DECLARED
from picup_desktop.settings.declaration import Declared, Unit, Value
from picup_desktop.settings.quiet_hours import parse_hours
from picup_desktop.words import Policy

TIME_OF_DAY = re.compile(r"(([01]\d|2[0-3]):[0-5]\d)?", re.ASCII)


def checked_setting(name: str, value: object) -> Value:
    """Return the value if it is valid for the setting. UsageError otherwise, with the bounds."""
    one = declared(name)
    if isinstance(one.default, Policy):
        if not isinstance(value, str) or value not in {policy.value for policy in Policy}:
            raise UsageError("setting-is-one-of-these", name=name, choices=" or ".join(Policy))
        return value
    if isinstance(one.default, bool):
        if not isinstance(value, bool):
            raise UsageError("setting-is-true-or-false", name=name)
        return value
    if isinstance(one.default, str):
        if not isinstance(value, str):
            raise UsageError("setting-is-a-text", name=name)
        TEXT_CHECKS[name](value)
        return value
    return _checked_number(one, value)


def declared(name: str) -> Declared:
    """Return the declaration of a setting. UsageError if there is none of that name."""
    if name not in DECLARED:
        raise UsageError("no-setting", name=name)
    return DECLARED[name]


def mended_setting(name: str, value: object) -> Value:
    """Return the accepted value that is nearest to one that a ledger holds.

    An earlier version kept numbers without a bound, and a ledger may be damaged. A number
    goes to the nearest bound; anything else that makes no sense becomes the default.
    """
    try:
        return checked_setting(name, value)
    except UsageError:
        one = declared(name)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        # Only not-a-number differs from itself.
        if one.least is None or not is_number or value != value:  # noqa: PLR0124
            return one.default
        return one.nearest(cast(float, value))


def _checked_number(one: Declared, value: object) -> int | float:
    kinds = (int,) if one.is_whole else (int, float)
    if isinstance(value, kinds) and not isinstance(value, bool) and one.accepts(value):
        return value
    name, least, most = one.name, _shown(one.least), _shown(one.most)
    if one.unit not in {Unit.COUNT, Unit.PER_CENT}:
        most = f"{most} {one.unit.kept}"
    if one.least_on is not None:
        raise UsageError(
            "setting-is-off-or-a-number", name=name, least=_shown(one.least_on), most=most
        )
    if one.is_whole:
        raise UsageError("setting-is-a-whole-number", name=name, least=least, most=most)
    raise UsageError("setting-is-a-number", name=name, least=least, most=most)


def _shown(number: float | None) -> str:
    return "" if number is None else str(int(number) if float(number).is_integer() else number)


def _check_time_of_day(text: str) -> None:
    if not TIME_OF_DAY.fullmatch(text):
        raise UsageError("time-day-written-like-09")


def _check_language(text: str) -> None:
    if text and text not in LANGUAGES:
        raise UsageError("no-such-language", choices=" or ".join(LANGUAGES))


TEXT_CHECKS: Mapping[str, Callable[[str], object]] = {
    "quiet_hours": parse_hours,
    "alert_digest_at": _check_time_of_day,
    "alert_language": _check_language,
    "updates_url": checked_address,
}
"""The check of each setting that is a text; UsageError if it fails."""
