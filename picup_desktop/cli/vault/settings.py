"""``picup settings``: lists every setting with its bounds, sets one, or resets one."""

from enum import Enum
from typing import Annotated

import typer

from picup_desktop.cli.answers import Setting
from picup_desktop.cli.asking import passphrase
from picup_desktop.cli.options import HomeOption, JsonOption, chosen_home, wants_json
from picup_desktop.cli.output import print_json, print_table
from picup_desktop.engine.commands.dispatch import carry_out
from picup_desktop.engine.ipc.commands.vault import ResetSetting, SetSetting
from picup_desktop.errors import UsageError
from picup_desktop.home import Home
from picup_desktop.names import NO_WORDS, Shown, plain
from picup_desktop.reading import reading
from picup_desktop.settings import DECLARED, Declared, Settings, Value, checked_setting, declared

SWITCHES = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}


def settings(
    context: typer.Context,
    *,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="One setting.")] = None,
    value: Annotated[
        str | None,
        typer.Argument(metavar="VALUE", help='Its new value; "" for no text, on or off.'),
    ] = None,
    reset: Annotated[
        str | None, typer.Option("--reset", metavar="NAME", help="Reset it to its default.")
    ] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Every setting with its value, default, bounds and unit; or one; or set one."""
    at = chosen_home(context, home)
    if reset is not None and name is not None:
        raise UsageError("name-one-setting-after-reset")
    if reset is not None:
        carry_out(at, passphrase, ResetSetting(declared(reset).name))
        name = reset
    elif name is not None and value is not None:
        checked = checked_setting(name, typed(declared(name), value))
        carry_out(at, passphrase, SetSetting(name, checked))
    shown = settings_json(at, [declared(name)] if name is not None else list(DECLARED.values()))
    if wants_json(context, json):
        print_json(shown)
        return
    print_table(
        ("Setting", "Value", "Default", "Least", "Most", "Unit", "What it is"),
        (
            (
                plain(one["name"]),
                _cell(one["value"]),
                _cell(one["default"]),
                _cell(one["least"]),
                _cell(one["most"]),
                plain(one["unit"]),
                plain(one["text"]),
            )
            for one in shown
        ),
    )


def typed(one: Declared, text: str) -> Value:
    """Return the typed text as a value of the setting's type, or unchanged if it is none.

    A text where a number or a switch belongs is refused by ``checked_setting``.
    """
    if isinstance(one.default, bool):
        return SWITCHES.get(text.lower(), text)
    if isinstance(one.default, int | float):
        for kind in (int, float):
            try:
                return kind(text)
            except ValueError:
                # It may be a number of the other type; any other text stays a text.
                continue
    return text


def settings_json(home: Home, wanted: list[Declared]) -> list[Setting]:
    """Return the fields of each setting (docs/cli.md). NoVault, LedgerUnusable."""
    with reading(home) as ledger:
        held = ledger.vaults.settings()
    return [_setting_json(one, held) for one in wanted]


def _setting_json(one: Declared, held: Settings) -> Setting:
    value = getattr(held, one.name)
    return {
        "name": one.name,
        "value": _plain(value),
        "default": _plain(one.default),
        "least": one.least,
        "most": one.most,
        "unit": one.unit.kept,
        "text": one.words,
    }


def _plain(value: Value) -> Value:
    return str(value.value) if isinstance(value, Enum) else value


def _cell(part: Value | None) -> Shown:
    if part is None:
        return NO_WORDS
    if isinstance(part, bool):
        return plain("true" if part else "false")
    if isinstance(part, float) and part.is_integer():
        return plain(str(int(part)))
    return plain(str(part))
