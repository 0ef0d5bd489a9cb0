"""Within Flatpak: the desktop's Background portal, which asks the person and writes the entry.

A sandbox sees no autostart folder of the desktop, and the portal answers only when it is asked to
change something. So a file of ours remembers what it answered; what a person takes back in the
system's settings later is not seen.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from jeepney import (  # type: ignore[import-untyped]  # no type stubs
    DBusAddress,
    MatchRule,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import (  # type: ignore[import-untyped]  # no type stubs
    DBusConnection,
    Proxy,
    open_dbus_connection,
)
from jeepney.wrappers import (  # type: ignore[import-untyped]  # no type stubs
    DBusErrorResponse,
    unwrap_msg,
)

from picup_desktop.autostart.entry import AutostartFailed, Entry, remove_entry, write_entry
from picup_desktop.messages.system import reason_of
from picup_desktop.names import plain

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
BACKGROUND = DBusAddress(PATH, NAME, "org.freedesktop.portal.Background")
REQUEST = "org.freedesktop.portal.Request"
ANSWER_SECONDS = 10.0
PERSON_SECONDS = 300.0
"""How long a person may take over the portal's question."""
GRANTED = 0

Options = Mapping[str, tuple[str, object]]
"""What the portal is told and answers, as D-Bus has it: each value with its signature."""
Ask = Callable[[Options], Options]


class PortalAutostart:
    """``file`` remembers the answer; ``ask`` puts a request to the portal. AutostartFailed."""

    def __init__(self, file: Path, ask: Ask) -> None:
        self._file = file
        self._ask = ask

    @property
    def where(self) -> str:
        """The portal, as the system's settings call what it manages."""
        return NAME

    def is_on(self) -> bool:
        """Return whether the portal said so when it was asked last."""
        return self._file.exists()

    def switch_on(self, entry: Entry) -> None:
        """Ask for it; the desktop may ask the person. AutostartFailed if it is not granted."""
        words = list(entry.words)
        answer = self._ask({"autostart": ("b", True), "commandline": ("as", words)})
        if answer.get("autostart") != ("b", True):
            remove_entry(self._file)
            raise AutostartFailed("portal-starts-nothing")
        write_entry(self._file, json.dumps(words))

    def switch_off(self) -> None:
        """Have the portal remove the entry."""
        self._ask({"autostart": ("b", False)})
        remove_entry(self._file)


class NoServices:
    """A systemd unit of the desktop's user can't be written from within a sandbox."""

    where = "systemd"

    def is_on(self) -> bool:
        """Return False: no file of ours stands there."""
        return False

    def switch_on(self, entry: Entry) -> None:  # noqa: ARG002 - as every autostart has it
        """Raise AutostartFailed."""
        raise AutostartFailed("sandbox-has-no-services")

    def switch_off(self) -> None:
        """Leave it: there is none."""


def ask_portal(options: Options) -> Options:
    """Put a Background request to the desktop of this session, and wait for its answer.

    AutostartFailed where there is no portal, or the person refuses.
    """
    try:
        with open_dbus_connection(bus="SESSION") as connection:
            return _answer_to(connection, options)
    except OSError as error:
        raise AutostartFailed("portal-does-not-answer", why=reason_of(error)) from error
    except (DBusErrorResponse, EOFError, KeyError, ValueError) as error:
        why = plain(str(error) or type(error).__name__)
        raise AutostartFailed("portal-does-not-answer", why=why) from error


def _answer_to(connection: DBusConnection, options: Options) -> Options:
    token = f"picup{secrets.token_hex(8)}"
    sender = str(connection.unique_name).lstrip(":").replace(".", "_")
    path = f"{PATH}/request/{sender}/{token}"
    # Listened to before it is asked: the answer may come at once.
    rule = MatchRule(type="signal", interface=REQUEST, member="Response", path=path)
    Proxy(message_bus, connection, timeout=ANSWER_SECONDS).AddMatch(rule)
    asked = new_method_call(
        BACKGROUND,
        "RequestBackground",
        "sa{sv}",
        ("", {"handle_token": ("s", token), **options}),
    )
    with connection.filter(rule, bufsize=1) as answers:
        unwrap_msg(connection.send_and_get_reply(asked, timeout=ANSWER_SECONDS))
        answer = connection.recv_until_filtered(answers, timeout=PERSON_SECONDS)
    code, results = answer.body
    if code != GRANTED:
        raise AutostartFailed("portal-refused")
    return dict(results)
