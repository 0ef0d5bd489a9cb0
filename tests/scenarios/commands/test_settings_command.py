"""``picup settings``: the list, one, choosing and taking back, with an engine and without."""

import pytest

from picup_desktop.settings import DECLARED, Settings
from tests.engines import running
from tests.picup import Vault


def test_every_setting_is_told_chosen_and_taken_back(vault: Vault) -> None:
    listed = vault.run("settings", "--json").json
    assert [one["name"] for one in listed] == list(DECLARED)
    assert all(
        set(one) >= {"name", "value", "default", "least", "most", "unit", "text"} for one in listed
    )
    for given, held in (("7", 7), ("0", 0), ("3650", 3650)):
        [one] = vault.run("settings", "grace_days", given, "--json").json
        assert (one["value"], one["default"], one["least"], one["most"]) == (held, 30, 0, 3650)
    vault.run("settings", "pause_on_metered", "off")
    vault.run("settings", "quiet_hours", "22:00-07:00")
    with vault.ledger() as ledger:
        settings = ledger.vaults.settings()
    assert (settings.pause_on_metered, settings.quiet_hours) == (False, "22:00-07:00")

    vault.run("settings", "quiet_hours", "")
    for name in ("grace_days", "pause_on_metered"):
        vault.run("settings", "--reset", name)
    with vault.ledger() as ledger:
        assert ledger.vaults.settings() == Settings()


@pytest.mark.parametrize(
    "given",
    [
        ("grace_days", "3651"),
        ("grace_days", "1.5"),
        ("grace_days", "many"),
        ("grace_days", "-1"),
        ("most_connections", "0"),
        ("stall_seconds", "nan"),
        ("stall_seconds", "inf"),
        ("policy", "both"),
        ("pause_on_battery", "2"),
        ("quiet_hours", "late"),
        ("nothing",),
        ("nothing", "1"),
        ("--reset", "nothing"),
        ("--reset", "grace_days", "grace_days"),
    ],
)
def test_what_makes_no_sense_ends_2_and_changes_nothing(
    vault: Vault, given: tuple[str, ...]
) -> None:
    refused = vault.run("settings", *given)
    assert refused.code == 2
    assert refused.err.strip()
    assert "Traceback" not in refused.err
    with vault.ledger() as ledger:
        assert ledger.vaults.settings() == Settings()


def test_a_running_engine_is_told(vault: Vault) -> None:
    with running(vault) as engine:
        vault.run("settings", "most_connections", "3")
        assert vault.run("settings", "most_connections", "65").code == 2
        [one] = vault.run("settings", "most_connections", "--json").json
        assert one["value"] == 3
        assert engine.call("settings_reset", name="most_connections")["value"] == 16
        [one] = vault.run("settings", "most_connections", "--json").json
        assert one["value"] == 16


@pytest.mark.parametrize("given", ["-1", "-1.5", "-9" * 40, "-1e999"])
def test_a_negative_number_is_told_the_bounds(vault: Vault, given: str) -> None:
    refused = vault.run("settings", "grace_days", given)
    assert refused.code == 2
    assert "grace_days is a whole number from 0 to 3650 days." in refused.err
    assert vault.run("settings", "grace_days", "--json").json[0]["value"] == 30


def test_an_option_that_is_none_is_no_setting(vault: Vault) -> None:
    for given in (("--rest", "grace_days"), ("grace_days", "7", "--quiet"), ("-x",)):
        refused = vault.run("settings", *given)
        assert refused.code == 2
        assert "Traceback" not in refused.err
    assert vault.run("settings", "grace_days", "--json").json[0]["value"] == 30
