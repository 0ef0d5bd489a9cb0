"""What a software shop is told; a page or a picture that is not there is not named."""

import re
from types import ModuleType
from xml.etree import ElementTree

import pytest

from tests.packaging.linux.test_linux import LINUX, ROOT
from tests.packaging.script import load_script


@pytest.fixture(scope="module")
def module() -> ModuleType:
    return load_script(LINUX / "metainfo.py")


@pytest.mark.parametrize("pictures", ["", "https://example.org/guide/"])
@pytest.mark.parametrize("homepage", ["", "https://example.org/?a=1&b=2"])
def test_what_is_not_named_is_not_told(module: ModuleType, homepage: str, pictures: str) -> None:
    text = module.metainfo("1.2.3", "2026-02-03", {"HOMEPAGE": homepage, "PICTURES": pictures})
    root = ElementTree.fromstring(text)

    assert root.findtext("url[@type='homepage']") == (homepage or None)
    shown = [str(image.text) for image in root.iter("image")]
    assert all(one.startswith("https://example.org/guide/") for one in shown)
    assert bool(shown) == bool(pictures)
    assert not re.search("@[A-Z]+@", text)
    (release,) = root.iter("release")
    assert (release.get("version"), release.get("date")) == ("1.2.3", "2026-02-03")


def test_the_pictures_are_those_of_the_guide(module: ModuleType) -> None:
    names = re.findall(r"@PICTURES@/(\S+?)<", module.TEMPLATE.read_text("utf-8"))
    assert names
    assert [name for name in names if not (ROOT / "docs/guide" / name).is_file()] == []
