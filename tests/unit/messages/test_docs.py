"""What docs/ says of the code is held against the code: pages, paths, links, commands."""

import ast
import re
import tomllib
from pathlib import Path
from typing import Any, cast

import pytest
import typer

import picup_desktop
from picup_desktop.attention.causes import ANCHOR, Cause, page_about, text_about
from picup_desktop.cli.main import COMMANDS, CommandEntry, add_commands
from picup_desktop.engine.commands.dispatch import COMMANDS as ENGINE_COMMANDS

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
DUNDER_FILES = {"__init__.py", "__main__.py"}
MOST_FILES = 15
MOST_LINES = 450
PACKAGE = Path(picup_desktop.__file__).parent
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s#]*)(?:#([^)\s]*))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
EVERYWHERE = {"--home", "--json", "--install-completion", "--show-completion"}
PROOF = re.compile(r"`(test_[0-9a-z_]+)\*`")
PATH = re.compile(r"(?<![\w/.])((?:[a-z_]+/)+[a-z_]+\.(?:py|sh|sql))\b")
PYTHON_FILE = re.compile(r"`((?:[a-z_]+/)+[a-z_]+\.py)`")


@pytest.mark.parametrize("cause", Cause)
def test_each_cause_of_an_attention_item_has_a_page(cause: Cause) -> None:
    page, _, section = page_about(cause).partition("#")
    kind = cause.kind
    text = (DOCS / page).read_text("utf-8")
    assert f"Kind `{kind.value}`" in text
    assert "**What to do.**" in text
    assert f"]({kind.value}.md)" in (DOCS / "guide/attention/index.md").read_text("utf-8")
    assert page in (ROOT / "mkdocs.yml").read_text("utf-8")
    for file in (DOCS / page, DOCS / page.replace("attention/", "attention/ko/")):
        anchors = ANCHOR.findall(file.read_text("utf-8"))
        assert section == "" or section in anchors
        assert len(anchors) == len(set(anchors))
    cli = (DOCS / "cli.md").read_text("utf-8")
    assert f"`{kind.value}`" in cli
    assert f"`{cause.value}`" in cli


@pytest.mark.parametrize("cause", Cause)
def test_the_window_has_that_page_in_korean_too(cause: Cause) -> None:
    korean, english = text_about(cause, "ko"), text_about(cause, "fr")
    assert "<a id" not in korean + english
    assert "**해결 방법.**" in korean
    assert "**What to do.**" in english
    assert "](" not in korean + english
    commands = re.compile(r"`(picup [^`]+)`")
    assert set(commands.findall(korean)) == {
        " ".join(command.split()) for command in commands.findall(english)
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    lost = []
    for target, heading in LINK.findall(page.read_text("utf-8")):
        if "://" in target:
            continue
        there = page.parent / target if target else page
        if not there.exists() or (heading and heading not in _headings(there)):
            lost.append(f"{target}#{heading}")
    assert lost == []


def _headings(page: Path) -> set[str]:
    """As the site and the usual hosts of source name them in addresses."""
    words = (
        re.sub(r"[^\w\- ]", "", h).strip().lower() for h in HEADING.findall(page.read_text("utf-8"))
    )
    return {word.replace(" ", "-") for word in words}


def test_every_page_is_in_the_site() -> None:
    nav = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert [
        page for page in PAGES if DOCS in page.parents and str(page.relative_to(DOCS)) not in nav
    ] == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_every_command_and_option_is_in_the_reference(command: CommandEntry) -> None:
    text = (DOCS / "cli.md").read_text("utf-8")
    rows = [row for row in text.splitlines() if re.match(rf"\| `.*\b{command.name}[` ]", row)]
    app = typer.Typer()
    add_commands(app, [command])
    words = _words_of(typer.main.get_command(app), command.name)
    assert rows
    assert [word for word in words if not any(word in row for row in rows)] == []


def _words_of(command: Any, name: str) -> list[str]:
    """Every option, and the name of every command below; Typer's own kinds are not public."""
    options = [p.opts[0] for p in command.params if p.param_type_name == "option"]
    below = getattr(command, "commands", {})
    words = [word for one, sub in below.items() for word in (one, *_words_of(sub, one))]
    return [*(option for option in options if option not in EVERYWHERE), *words]


def test_every_command_of_the_engine_is_in_its_page_once() -> None:
    text = (DOCS / "engine.md").read_text("utf-8")
    names = [name for row in text.splitlines() for name in _names_of(row)]
    assert [name for name in ENGINE_COMMANDS if names.count(name) != 1] == []


def _names_of(row: str) -> list[str]:
    """What the first column of a table names."""
    return re.findall(r"`([a-z_]+)`", row.split("|")[1]) if row.startswith("| `") else []


def test_every_proof_and_place_of_a_scenario_is_there() -> None:
    text = (DOCS / "disasters.md").read_text("utf-8")
    tests = "\n".join(file.read_text("utf-8") for file in ROOT.glob("tests/**/test_*.py"))
    assert [proof for proof in PROOF.findall(text) if f"def {proof}" not in tests] == []
    named = [name.removeprefix("picup_desktop/") for name in PYTHON_FILE.findall(text)]
    assert named
    assert [
        name for name in named if not (PACKAGE / name).exists() and not (ROOT / name).exists()
    ] == []


@pytest.mark.parametrize(
    "page", [*sorted(DOCS.glob("*.md")), ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name
)
def test_every_file_of_the_code_that_a_page_names_is_there(page: Path) -> None:
    named = {name.removeprefix("picup_desktop/") for name in PATH.findall(page.read_text("utf-8"))}
    assert [
        n for n in sorted(named) if not (PACKAGE / n).exists() and not (ROOT / n).exists()
    ] == []


def test_every_part_of_the_house_is_in_its_description() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    parts = [
        f"{part.name}/" if part.is_dir() else part.name
        for part in PACKAGE.iterdir()
        if part.suffix == ".py" or (part / "__init__.py").exists()
    ]
    assert [part for part in parts if f"`{part}`" not in text and part != "__init__.py"] == []


def _contracts() -> list[dict[str, Any]]:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))
    return cast("list[dict[str, Any]]", project["tool"]["importlinter"]["contracts"])


def test_the_layers_inside_the_folders_are_those_that_import_linter_holds() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    described = {
        package: lines.splitlines()
        for package, lines in re.findall(r"```layers (\S+)\n(.*?)\n```", text, re.DOTALL)
    }
    held = {c["containers"][0]: c["layers"] for c in _contracts() if "containers" in c}
    assert described == held
    assert len(held) == 5


def test_the_first_list_of_the_house_names_the_layers_in_their_order() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    listed = re.findall(
        r"^ *([a-z_]+(?: +[a-z_]+)*?)(?: {3,}.*)?$", text.split("```")[1], re.MULTILINE
    )
    layers = next(c["layers"] for c in _contracts() if c["name"].startswith("Imports run one way"))
    plain = [
        sorted(re.sub(r"[()]|picup_desktop\.", "", part.strip()) for part in layer.split("|"))
        for layer in layers
    ]
    assert [sorted(line.split()) for line in listed] == [
        one for one in plain if one != ["__main__"]
    ]


def test_no_folder_holds_more_than_fifteen_files_and_each_says_what_lives_there() -> None:
    crowded, silent = [], []
    for folder in (PACKAGE, *(f for f in PACKAGE.rglob("*") if (f / "__init__.py").exists())):
        files = [file for file in folder.glob("*.py") if file.name not in DUNDER_FILES]
        crowded += [folder.name] if len(files) > MOST_FILES else []
        doc = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))
        silent += [] if doc else [folder.name]
    assert (crowded, silent) == ([], [])


def test_no_file_is_longer_than_450_lines() -> None:
    long = {
        file.name: count
        for file in PACKAGE.rglob("*.py")
        if (count := len(file.read_text("utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


@pytest.mark.parametrize("picture", ["house.svg", "photo-way.svg"])
def test_pictures_name_parts_that_are_there(picture: str) -> None:
    text = (DOCS / picture).read_text("utf-8")
    folders = set(re.findall(r">([a-z_]+/)<", text))
    files = set(re.findall(r"\b([a-z_]+\.py)\b", text))
    assert files
    assert [folder for folder in folders if not (PACKAGE / folder).is_dir()] == []
    known = {file.name for file in PACKAGE.rglob("*.py")}
    assert files - known == set()
