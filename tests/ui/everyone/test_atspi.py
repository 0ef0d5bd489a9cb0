"""The window as a screen reader meets it: over AT-SPI, from another process, on a real X server."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.ui.conftest import PHOTOS, Boxes, picup
from tests.ui.x_server import Screen, end, until, x_server

pytest.importorskip("jeepney", reason="jeepney speaks D-Bus, which only Linux has")

from jeepney import (  # type: ignore[import-untyped]  # has none
    DBusAddress,
    MatchRule,
    Properties,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import (  # type: ignore[import-untyped]  # has none
    DBusConnection,
    Proxy,
    open_dbus_connection,
)
from jeepney.wrappers import DBusErrorResponse  # type: ignore[import-untyped]  # has none

LAUNCHERS = [
    Path(folder) / "at-spi-bus-launcher"
    for folder in ("/usr/libexec", "/usr/lib/at-spi2-core", "/usr/lib/at-spi2")
]
LAUNCHER = next((path for path in LAUNCHERS if path.exists()), None)
MISSING = [name for name in ("Xvfb", "xdotool", "dbus-daemon") if shutil.which(name) is None]
MISSING += [] if LAUNCHER else ["at-spi2-core"]

pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"no bus for screen readers: {', '.join(MISSING)} is not installed"
)

ACCESSIBLE = "org.a11y.atspi.Accessible"
ROOT = "/org/a11y/atspi/accessible/root"
REGISTRY = "org.a11y.atspi.Registry"
FOCUSED, SELECTED, SHOWING = 12, 23, 25
"""States of AT-SPI, as bits."""
LIST, LIST_ITEM, TAB, TAB_LIST, COMBO_BOX = 31, 32, 37, 38, 11
"""Roles of AT-SPI."""
DEEPEST = 24


@dataclass(frozen=True)
class Node:
    """One accessible of another process."""

    bus: DBusConnection
    service: str
    path: str

    def call(
        self, method: str, signature: str = "", body: tuple[Any, ...] = (), of: str = ACCESSIBLE
    ) -> Any:
        at = DBusAddress(self.path, self.service, of)
        answer = self.bus.send_and_get_reply(new_method_call(at, method, signature, body))
        if answer.header.message_type.name == "error":
            raise DBusErrorResponse(answer)
        return answer.body[0] if answer.body else None

    def read(self, name: str) -> Any:
        at = DBusAddress(self.path, self.service, ACCESSIBLE)
        return self.bus.send_and_get_reply(Properties(at).get(name)).body[0][1]

    @property
    def name(self) -> str:
        return str(self.read("Name"))

    @property
    def role(self) -> int:
        return int(self.call("GetRole"))

    def has(self, state: int) -> bool:
        low, _high = self.call("GetState")
        return bool(low & (1 << state))

    def children(self) -> list["Node"]:
        return [Node(self.bus, *one) for one in self.call("GetChildren")]

    def below(self, depth: int = DEEPEST) -> Iterator["Node"]:
        """Every accessible in it that is shown."""
        # What goes away while it is walked has no answer any more.
        children = []
        with suppress(DBusErrorResponse):
            children = self.children()
        for child in children if depth else []:
            yield child
            yield from child.below(depth - 1)


@pytest.fixture
def screen() -> Iterator[Screen]:
    with x_server() as started:
        yield started


@pytest.fixture
def session(tmp_path: Path) -> Iterator[str]:
    """The address of a session bus of its own, with one for screen readers beside it."""
    with ExitStack() as started:
        daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        started.callback(end, daemon)
        assert daemon.stdout is not None
        with daemon.stdout:
            address = daemon.stdout.readline().decode().strip()
        launcher = subprocess.Popen(
            [str(LAUNCHER), "--launch-immediately"],
            env={
                **os.environ,
                "DBUS_SESSION_BUS_ADDRESS": address,
                "XDG_RUNTIME_DIR": str(tmp_path),
            },
            stderr=subprocess.DEVNULL,
        )
        started.callback(end, launcher)
        yield address


def reader_bus(session: str) -> DBusConnection:
    """Connect to the bus of screen readers, whose address the session bus knows."""
    with open_dbus_connection(session) as bus:
        at = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        address = bus.send_and_get_reply(new_method_call(at, "GetAddress")).body[0]
    return open_dbus_connection(address)


def test_a_screen_reader_walks_the_photos(
    boxes: Boxes, session: str, screen: Screen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    picup(boxes.home, "album", "add", str(boxes.album))
    picup(boxes.home, "sync")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1")
    with ExitStack() as started:
        home = str(boxes.home.folder)
        window = screen.start(sys.executable, "-m", "picup_desktop.ui.start.main", "--home", home)
        started.callback(end, window)
        until(lambda: screen.seen("^PicUp$"))
        bus = started.enter_context(reader_bus(session))
        registry = Node(bus, REGISTRY, ROOT)
        until(lambda: any(_name(one) == "PicUp" for one in registry.children()))
        program = next(one for one in registry.children() if _name(one) == "PicUp")

        # The sidebar is a list of tabs; one of them leads to the photos.
        def sidebar() -> Node | None:
            with suppress(DBusErrorResponse, StopIteration):
                return next(
                    one for one in program.below() if one.role == TAB_LIST and one.name == "Pages"
                )
            return None

        # The sign of the start has the window's name as well, and goes before it.
        until(lambda: sidebar() is not None)
        pages = sidebar()
        assert pages is not None
        # There is no window manager that would give it the keyboard.
        screen.do("search", "--onlyvisible", "--name", "^PicUp$", "windowfocus")
        tabs = [one for one in pages.children() if one.role == TAB]
        assert len(tabs) == 9
        photos = next(one for one in tabs if one.name == "Photos")
        assert not photos.has(SELECTED)
        photos.call("DoAction", "i", (0,), of="org.a11y.atspi.Action")
        until(lambda: photos.has(SELECTED))

        def photos_heard() -> list[Node]:
            """Every photo of the grid, month by month."""
            found = []
            with suppress(DBusErrorResponse, StopIteration):
                grid = next(
                    one for one in program.below() if one.role == LIST and one.name == "Photos"
                )
                found = [photo for month in grid.children() for photo in month.children()]
            return found

        until(lambda: len(photos_heard()) == PHOTOS - 2)
        items = photos_heard()
        until(lambda: all("On both storages" in one.name for one in items))
        assert {one.role for one in items} == {LIST_ITEM}
        assert len({one.name for one in items}) == len(items)
        assert any(one.has(SHOWING) for one in items)

        # What is chosen is told: by the event of focus, and by the states of the photo.
        registry_at = Node(bus, REGISTRY, "/org/a11y/atspi/registry")
        with suppress(DBusErrorResponse):
            registry_at.call("RegisterEvent", "s", ("object:state-changed:focused",), of=REGISTRY)
        rule = MatchRule(
            type="signal", interface="org.a11y.atspi.Event.Object", member="StateChanged"
        )
        Proxy(message_bus, bus).AddMatch(rule)
        with bus.filter(rule) as heard:
            items[3].call("DoAction", "i", (1,), of="org.a11y.atspi.Action")
            until(
                lambda: items[3].has(FOCUSED) and any(_tells_focus(one, items[3]) for one in heard)
            )
        assert [one.has(FOCUSED) for one in items].count(True) == 1

        # Combo boxes tell what they are about, besides what is chosen.
        combos = [one for one in program.below() if one.role == COMBO_BOX and one.has(SHOWING)]
        assert combos
        assert all(one.read("Description") for one in combos)
        assert window.poll() is None


def _name(node: Node) -> str:
    try:
        return node.name
    except DBusErrorResponse:
        return ""


def _tells_focus(message: Any, node: Node) -> bool:
    path = message.header.fields.get(1)
    return bool(message.body[0] == "focused" and message.body[1] == 1 and path == node.path)
