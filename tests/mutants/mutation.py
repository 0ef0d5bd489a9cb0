"""All one-place mutations of a module, made by Cosmic Ray's operators.

Cosmic Ray lives in an environment of its own (``make mutants``), so it is imported
here only and has no say in what the program runs on.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cosmic_ray.ast import ast_nodes, get_ast  # type: ignore[import-not-found]
from cosmic_ray.mutating import mutate_code  # type: ignore[import-not-found]
from cosmic_ray.plugins import get_operator, operator_names  # type: ignore[import-not-found]

from tests.mutants.modules import Target


@dataclass(frozen=True)
class Mutant:
    """One changed place of one module."""

    target: Target
    operator: str
    occurrence: int
    line: int

    def code(self, root: Path) -> str:
        """Return the module's source with the change in it."""
        source = (root / self.target.module).read_text(encoding="utf-8")
        changed: str = mutate_code(source, get_operator(self.operator)(), self.occurrence)
        return changed


def mutants(root: Path, target: Target) -> Iterator[Mutant]:
    """Yield every mutation of the module's code; annotations and docstrings are left alone."""
    source = (root / target.module).read_text(encoding="utf-8")
    tree = get_ast(source)
    ignored = _annotation_spans(source)
    for name in operator_names():
        operator = get_operator(name)
        if operator.arguments():
            continue
        positions = (
            span for node in ast_nodes(tree) for span in operator().mutation_positions(node)
        )
        for occurrence, (start, _end) in enumerate(positions):
            if not any(first <= start <= last for first, last in ignored):
                yield Mutant(target, name, occurrence, start[0])


def _annotation_spans(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the places of annotations, whose operators never run."""
    spans = []
    for node in ast.walk(ast.parse(source)):
        annotations: list[ast.expr | None] = []
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            annotations.append(node.returns)
        if isinstance(node, ast.arg | ast.AnnAssign):
            annotations.append(node.annotation)
        for found in annotations:
            if found is not None:
                end = (found.end_lineno or found.lineno, found.end_col_offset or 0)
                spans.append(((found.lineno, found.col_offset), end))
    return spans


def source_line(root: Path, module: PurePosixPath, number: int) -> str:
    """Return one line of a module, without the blanks around it."""
    return (root / module).read_text(encoding="utf-8").splitlines()[number - 1].strip()
