"""The list of modules for ``make mutants`` is true and complete."""

import ast
from pathlib import Path

import pytest

from tests.mutants.modules import EQUIVALENT, TARGETS, Target, defined

REPOSITORY = Path(__file__).parents[3]
BLOCK = "```decisions\n"


def _named_in_the_docs() -> set[str]:
    """Return the modules of docs/architecture.md's list of pure decisions."""
    text = (REPOSITORY / "docs/architecture.md").read_text(encoding="utf-8")
    block = text.partition(BLOCK)[2].partition("```")[0]
    return {line.split()[0] for line in block.splitlines() if line}


def test_the_docs_and_the_list_name_the_same_modules() -> None:
    listed = {str(target.module.relative_to("picup_desktop")) for target in TARGETS}
    assert _named_in_the_docs() == listed
    assert len(listed) == len(TARGETS), "a module is listed once"


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: str(target.module))
def test_what_the_list_names_exists(target: Target) -> None:
    body = ast.parse((REPOSITORY / target.module).read_text(encoding="utf-8")).body
    names = {name for node in body for name in defined(node)}
    assert set(target.names) <= names
    assert target.tests
    for test in target.tests:
        assert (REPOSITORY / test).is_file()


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: str(target.module))
def test_a_test_of_each_module_imports_it(target: Target) -> None:
    dotted = ".".join(target.module.with_suffix("").parts)
    assert any(
        dotted in (REPOSITORY / test).read_text(encoding="utf-8") for test in target.tests
    ), f"none of {target.tests} imports {dotted}"


@pytest.mark.parametrize(
    ("module", "before"), sorted({(module, before) for module, before, _ in EQUIVALENT})
)
def test_a_line_with_an_equivalent_mutant_stands_in_its_module(module: str, before: str) -> None:
    lines = (REPOSITORY / module).read_text(encoding="utf-8").splitlines()
    assert before in {line.strip() for line in lines}
    assert module in {str(target.module) for target in TARGETS}
    assert all(EQUIVALENT.values()), "each says why"
