"""Loads a script of ``packaging/``, which is in no package that Python could import."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType


def load_script(path: Path) -> ModuleType:
    """Return a script as a module, without running its ``main``."""
    name = f"packaging_{path.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    # Frozen dataclasses look their own module up.
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
    return loaded
