"""Who takes alerts: notify URLs, named without a secret, and the desktop where there is one."""

import socket
from pathlib import Path

import pytest

from picup_desktop.alerts import Alert, NotifyUrl, NotTaken, desktop_target
from picup_desktop.alerts.alert import trial_alert
from picup_desktop.alerts.desktop import TEXT_VARIABLE, TITLE_VARIABLE
from picup_desktop.messages.message import Message

# Apprise's mail plug-in imports it while Python still has it.
loads_apprise = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@loads_apprise
@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7", "Slack"),
        ("https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7", "Slack"),
        ("json://user:pass@nas.example.org/secret", "JSON at nas.example.org"),
        ("ntfy://mysecrettopic", "ntfy"),
        ("tgram://123456789:abcdefg_hijklmnop/12315544/", "Telegram"),
        ("pbul://o.gn5kj6nfhv736I7jC3cj3QLRiyhgl98b", "Pushbullet"),
    ],
)
def test_a_target_is_named_without_anything_secret(url: str, name: str) -> None:
    target = NotifyUrl(url)
    assert target.name == name
    assert url not in repr(target)


@loads_apprise
def test_the_reason_of_a_failure_holds_no_part_of_the_url() -> None:
    # Nothing listens there: the port was just given back.
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    target = NotifyUrl(f"json://person:passw0rd@127.0.0.1:{port}/hidden/path")
    with pytest.raises(NotTaken) as told:
        target.take(trial_alert(0.0))
    assert "JSON at 127.0.0.1 did not take an alert" in told.value.sentence
    assert "passw0rd" not in told.value.sentence
    assert "hidden" not in told.value.sentence


def test_the_desktop_is_told_where_there_is_one(tmp_path: Path) -> None:
    said = tmp_path / "said"
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" ${TITLE_VARIABLE} > {said}\n')
    program.chmod(0o755)
    target = desktop_target("linux", {"DISPLAY": ":0"}, {"notify-send": str(program)}.get)
    assert target is not None
    target.take(Alert("test", "", Message("--title"), (Message("a < b & c"),), 0.0))
    assert said.read_text().splitlines()[1:] == ["--", "--title", "a &lt; b &amp; c", "--title"]

    program.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(NotTaken):
        target.take(trial_alert(0.0))


def test_no_desktop_is_no_target() -> None:
    assert desktop_target("linux", {}, lambda name: name) is None
    assert desktop_target("linux", {"DISPLAY": ":0"}, lambda _: None) is None
    assert desktop_target("win32", {}, lambda _: None) is None


@pytest.mark.parametrize(
    ("platform", "program"), [("win32", "powershell"), ("darwin", "osascript")]
)
def test_what_is_said_never_stands_in_a_script(platform: str, program: str) -> None:
    target = desktop_target(platform, {}, lambda name: f"/bin/{name}")
    assert target is not None
    command = target.command(
        Alert("test", "", Message("'; rm -rf /"), (Message('"; rm -rf /'),), 0.0)
    )
    assert command[0] == f"/bin/{program}"
    assert not any("rm -rf" in word for word in command)
    assert TITLE_VARIABLE in command[-1]
    assert TEXT_VARIABLE in command[-1]
