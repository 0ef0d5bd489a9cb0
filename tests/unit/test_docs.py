"""What docs/ says of the code is held against the code: pages, paths, links, commands."""

import re
from pathlib import Path

import pytest

import picup_desktop
from picup_desktop.cli.commands import COMMANDS
from picup_desktop.guide import page_about
from picup_desktop.words import AttentionKind

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PACKAGE = Path(picup_desktop.__file__).parent
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)\s]*)?\)")
PROOF = re.compile(r"`(test_[0-9a-z_]+)\*`")
PYTHON_FILE = re.compile(r"`((?:[a-z_]+/)+[a-z_]+\.py)`")


@pytest.mark.parametrize("kind", AttentionKind)
def test_each_kind_of_attention_item_has_a_page(kind: AttentionKind) -> None:
    page = page_about(kind)
    text = (DOCS / page).read_text("utf-8")
    assert f"Kind `{kind.value}`" in text
    assert "**What to do.**" in text
    assert f"]({kind.value}.md)" in (DOCS / "guide/attention/index.md").read_text("utf-8")
    assert page in (ROOT / "mkdocs.yml").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text("utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_every_page_is_in_the_site() -> None:
    nav = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert [
        page for page in PAGES if DOCS in page.parents and str(page.relative_to(DOCS)) not in nav
    ] == []


def test_every_command_is_in_the_reference() -> None:
    text = (DOCS / "cli.md").read_text("utf-8")
    assert [c.name for c in COMMANDS if not re.search(rf"`(picup )?{c.name}[` ]", text)] == []


def test_every_proof_and_place_of_a_scenario_is_there() -> None:
    text = (DOCS / "disasters.md").read_text("utf-8")
    tests = "\n".join(file.read_text("utf-8") for file in ROOT.glob("tests/**/test_*.py"))
    assert [proof for proof in PROOF.findall(text) if f"def {proof}" not in tests] == []
    named = [name.removeprefix("picup_desktop/") for name in PYTHON_FILE.findall(text)]
    assert named
    assert [
        name for name in named if not (PACKAGE / name).exists() and not (ROOT / name).exists()
    ] == []
