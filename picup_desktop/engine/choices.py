"""Choices: what a person may set, checked before it is kept."""

import dataclasses
import re

from picup_desktop.engine.pauses.quiet_hours import parse_hours
from picup_desktop.errors import UsageError
from picup_desktop.new_version import checked_address
from picup_desktop.settings import Settings
from picup_desktop.words import Policy

TIME_OF_DAY = re.compile(r"(([01]\d|2[0-3]):[0-5]\d)?")


def checked_setting(name: str, value: str | float | bool) -> str | float:  # noqa: FBT001 - a value
    """A choice that ``Settings`` has and that makes sense; UsageError otherwise."""
    defaults = {field.name: field.default for field in dataclasses.fields(Settings)}
    if name not in defaults:
        raise UsageError(f"There is no setting {name}.")
    match defaults[name]:
        case Policy():
            if value not in {policy.value for policy in Policy}:
                raise UsageError(f"{name} is one of these: {' or '.join(Policy)}.")
        case bool():
            if not isinstance(value, bool):
                raise UsageError(f"{name} is true or false.")
        case int() | float() as default:
            whole = isinstance(default, int) and not isinstance(value, int)
            if isinstance(value, str | bool) or whole or not value >= 0:
                raise UsageError(f"{name} is a number of at least 0.")
        case _:
            _check_text(name, value)
    return value


def _check_text(name: str, value: str | float) -> None:
    if not isinstance(value, str):
        raise UsageError(f"{name} is a text.")
    if name == "quiet_hours":
        parse_hours(value)
    if name == "updates_url":
        checked_address(value)
    if name == "alert_digest_at" and not TIME_OF_DAY.fullmatch(value):
        raise UsageError("A time of day is written like 09:00, or left empty for never.")
