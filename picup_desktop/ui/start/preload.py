"""Load the code of the pages behind the first one, while a person looks at that.

A thread of its own loads it and ends by itself; it touches no widget, and a window that asks for
a page meanwhile waits for that page's code alone. It dies with the process.
"""

import gc
import threading
from importlib import import_module

PAGES = (
    "picup_desktop.ui.photos.page",
    "picup_desktop.ui.viewer.window",
    "picup_desktop.ui.albums.page",
    "picup_desktop.ui.attention.page",
    "picup_desktop.ui.settings.page",
    "picup_desktop.ui.settings.this_computer",
    "picup_desktop.ui.settings.vault_section",
    "picup_desktop.ui.lock.section",
    "picup_desktop.ui.autostart",
    "picup_desktop.ui.activity.page",
    "picup_desktop.ui.trash.page",
    "picup_desktop.ui.restore.page",
    "picup_desktop.ui.space.page",
    "picup_desktop.ui.duplicates.page",
    "picup_desktop.ui.storages.assistant",
)


def preload() -> None:
    """Begin to load the code of the pages, those that people go to first before the others.

    Once in a process: what is garbage at that moment stays.
    """
    threading.Thread(target=_load, name="preload", daemon=True).start()


def _load() -> None:
    for module in PAGES:
        import_module(module)
    # Code stays: looking for garbage among it stops the window for up to a tenth of a second.
    gc.freeze()
