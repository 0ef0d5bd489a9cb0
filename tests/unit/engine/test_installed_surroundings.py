"""An installed program gives back the system's library path, and its own parts find their own."""

import os
from types import SimpleNamespace

import pytest

from picup_desktop import __main__ as started


def test_what_an_installed_program_starts_has_its_libraries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(started, "is_installed", lambda: True)
    monkeypatch.setattr("sys.argv", ["picup", "status"])
    seen: dict[str, str] = {}
    part = SimpleNamespace(main=lambda: seen.update(os.environ))
    monkeypatch.setattr(started, "import_module", lambda _name: part)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/picup")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/mine")
    monkeypatch.delenv("PYINSTALLER_RESET_ENVIRONMENT", raising=False)
    before = dict(os.environ)
    try:
        started.main()
    finally:
        os.environ.clear()
        os.environ.update(before)
    assert seen["LD_LIBRARY_PATH"] == "/mine"
    assert "LD_LIBRARY_PATH_ORIG" not in seen
    assert seen["PYINSTALLER_RESET_ENVIRONMENT"] == "1"
