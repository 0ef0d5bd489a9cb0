"""All one-place mutations of a module, made by Cosmic Ray's operators.

Cosmic Ray lives in an environment of its own (``make mutants``), so it is imported
here only and has no say in what the program runs on.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast  # type: ignore[import-not-found]
from cosmic_ray.mutating import mutate_code  # type: ignore[import-not-found]
from cosmic_ray.plugins import get_operator, operator_names  # type: ignore[import-not-found]

from tests.mutants.modules import IGNORED_LINES, SAME_HERE, Target, defined

Span = tuple[tuple[int, int], tuple[int, int]]
"""From line and column to line and column."""
OF_A_BARE_STAR = "core/ReplaceBinaryOperator_Mul_Div"


@dataclass(frozen=True)
class Mutant:
    """One changed place of one module."""

    target: Target
    operator: str
    occurrence: int
    line: int
    source: str
    """The module without the change."""

    @cached_property
    def code(self) -> str:
        """The module with the change in it."""
        return str(mutate_code(self.source, get_operator(self.operator)(), self.occurrence))

    @property
    def before(self) -> str:
        """The line of the change, without the blanks around it."""
        return self.source.splitlines()[self.line - 1].strip()

    @property
    def change(self) -> tuple[str, str, str]:
        """The module, and its first line that differs, before and after, as in ``EQUIVALENT``."""
        lines = zip_longest(self.source.splitlines(), self.code.splitlines(), fillvalue="")
        before, after = next((before, after) for before, after in lines if before != after)
        return str(self.target.module), before.strip(), after.strip()


def mutants(root: Path, target: Target) -> Iterator[Mutant]:
    """Yield every mutation that runs: no annotation, docstring or way to make a class."""
    source = (root / target.module).read_text(encoding="utf-8")
    tree = get_ast(source)
    meant = _spans_of(source, target.names)
    annotations, signatures = _annotation_spans(source), _signature_spans(source)
    for name in operator_names():
        operator = get_operator(name)
        if operator.arguments() or name in SAME_HERE:
            continue
        positions = (
            span for node in ast_nodes(tree) for span in operator().mutation_positions(node)
        )
        left_out = signatures if name == OF_A_BARE_STAR else annotations
        for occurrence, (start, _end) in enumerate(positions):
            mutant = Mutant(target, name, occurrence, start[0], source)
            if (
                _is_in(start, meant)
                and not _is_in(start, left_out)
                and not mutant.before.startswith(IGNORED_LINES)
            ):
                yield mutant


def _is_in(place: tuple[int, int], spans: Sequence[Span]) -> bool:
    return any(first <= place <= last for first, last in spans)


def _spans_of(source: str, names: Sequence[str]) -> list[Span]:
    """Return the places of these top-level definitions and constants; of everything if none."""
    body = ast.parse(source).body
    return [
        ((node.lineno, node.col_offset), (node.end_lineno or node.lineno, node.end_col_offset or 0))
        for node in body
        if not names or not set(names).isdisjoint(defined(node))
    ]


def _signature_spans(source: str) -> list[Span]:
    """Return the places of signatures, where ``*`` names no multiplication."""
    return [
        ((node.lineno, node.col_offset), (node.body[0].lineno, 0))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _change(module: str, source: str, code: str) -> tuple[str, str, str]:
    lines = zip_longest(source.splitlines(), code.splitlines(), fillvalue="")
    before, after = next((before, after) for before, after in lines if before != after)
    return module, before.strip(), after.strip()


def _annotation_spans(source: str) -> list[Span]:
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
