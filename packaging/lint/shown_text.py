"""A mypy plugin: text of others reaches no person unless it was made showable (DISASTERS 6-3).

``picup_desktop.messages.plain.plain`` and what is built on it return ``Shown``. At each sink
(``sinks.py``) mypy refuses every other text: a name, a server's words, anything from a
dictionary without types. A literal of this program is fine, and so are numbers, days,
enumerations and our errors, whose text is made of messages.

Text put together from such parts alone, with at least one ``Shown``, is ``Shown`` again: an
f-string, ``format``, ``join``, ``+``. So a sentence is written as usual, and one raw part in
it is refused where the sentence is shown.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from mypy.errorcodes import ErrorCode
from mypy.nodes import (
    CallExpr,
    ConditionalExpr,
    Expression,
    GeneratorExpr,
    IndexExpr,
    ListComprehension,
    ListExpr,
    MemberExpr,
    NameExpr,
    OpExpr,
    RefExpr,
    StrExpr,
    TupleExpr,
    TypeInfo,
)
from mypy.plugin import CheckerPluginInterface, FunctionContext, MethodContext, Plugin
from mypy.types import (
    AnyType,
    FunctionLike,
    Instance,
    LiteralType,
    TupleType,
    Type,
    TypedDictType,
    TypeVarType,
    UnionType,
    get_proper_type,
)

SINKS = Path(__file__).with_name("sinks.txt")
SHOWN = "picup_desktop.messages.plain.Shown"
MAKERS = ("messages/plain.py", "messages/catalogue.py", "ui/text.py")
"""Where ``Shown`` is made of any text: by ``plain``, and of the texts of this program."""
NOT_LOOKED_AT = ("tests/", "bench/")
KEPT_BY_QT = "userData"
"""The argument that Qt keeps beside a line for the program, and shows nobody."""

A_FILE = "_io.TextIOWrapper"
"""Standard output and error are ``TextIO`` by type, and files are this."""
IN_ASCII = "json.dumps"
"""It escapes whatever acts on a terminal."""
OURS = "picup_desktop.errors.PicupError"
"""The root of errors whose text is made of messages."""
RAW = frozenset({"builtins.str", "builtins.bytes", "builtins.BaseException", "pathlib.PurePath"})
"""Classes whose text may be a stranger's."""

JOINING = frozenset({"format", "join", "__add__", "__radd__", "replace"})
KEEPING = frozenset(
    {"strip", "lstrip", "rstrip", "upper", "lower", "capitalize", "translate", "__getitem__"}
)
RAW_TEXT = ErrorCode("raw-text", "Text that was not made showable reaches a person", "Text")
REFUSED = 'Raw text at a sink, {} is "{}": show it by plain(), shown() or a message'


class ShownText(Plugin):
    """Refuses raw text at the sinks, and follows ``Shown`` through what is made of it."""

    def __init__(self, options: object) -> None:
        super().__init__(options)
        self._sinks = _sinks()
        self._methods = {name.rpartition(".")[2] for name in self._sinks}

    def report_config_data(self, _: object) -> object:
        """The sinks belong to what was checked: with other ones it is checked again."""
        return sorted(self._sinks.items())

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """Mypy asks for each call of a function or a class."""
        if fullname == SHOWN:
            return _made
        if fullname == "html.escape":
            return _escaped
        if fullname in self._sinks:
            places = self._sinks[fullname]
            return lambda context: _checked(context, places)
        return None

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """Mypy asks for each call of a method, and for ``+``."""
        method = fullname.rpartition(".")[2]
        if method in self._methods:
            return lambda context: self._method(context, method)
        if method in JOINING:
            return _joined
        if method in KEEPING:
            return _kept
        if method == "elidedText":
            return _shortened
        return None

    def _method(self, context: MethodContext, method: str) -> Type:
        """A sink is named by the class that has it; any class made from that has it, too."""
        for base in _bases(context.type):
            if base.fullname == A_FILE:
                # What is written there is for programs, who take it as it is.
                return context.default_return_type
            name = f"{base.fullname}.{method}"
            if name in self._sinks:
                return _checked(context, self._sinks[name])
        return context.default_return_type


def _sinks() -> dict[str, tuple[str, ...]]:
    """Return the sinks: the full name of each, and which of its arguments are shown."""
    lines = [line.partition("#")[0].split() for line in SINKS.read_text("utf-8").splitlines()]
    return {name: tuple(places) for name, *places in filter(None, lines)}


def _bases(given: Type) -> list[TypeInfo]:
    """Return the classes that an object, or a class itself, is made from."""
    given = get_proper_type(given)
    if isinstance(given, FunctionLike) and given.is_type_obj():
        return given.type_object().mro
    return given.type.mro if isinstance(given, Instance) else []


def _type_of(expression: Expression, api: CheckerPluginInterface) -> Type:
    """Return a type by itself: without what is expected at its place, and without errors there."""
    with api.msg.filter_errors():
        return api.get_expression_type(expression)


def _checked(context: FunctionContext | MethodContext, places: tuple[str, ...]) -> Type:
    """Refuse each raw text among the arguments that are shown: all of them, if none is named.

    A name with a dot before it means attributes of that name, whichever argument they are.
    """
    if context.api.path.replace("\\", "/").startswith(NOT_LOOKED_AT):
        return context.default_return_type
    named = {place[1:] for place in places if place.startswith(".")}
    for at, expressions in enumerate(context.args):
        if context.callee_arg_names[at] == KEPT_BY_QT:
            continue
        if places and not named and not {context.callee_arg_names[at], str(at)} & set(places):
            continue
        for expression, given in zip(expressions, context.arg_types[at], strict=True):
            if named and not (isinstance(expression, MemberExpr) and expression.name in named):
                continue
            for raw, kind in _raw_in(expression, given, context.api):
                refused = REFUSED.format(_named(raw), get_proper_type(kind))
                context.api.fail(refused, raw, code=RAW_TEXT)
    return context.default_return_type


def _made(context: FunctionContext) -> Type:
    """``Shown(...)`` is for what can be shown already, except where it is made."""
    if context.api.path.replace("\\", "/").endswith(MAKERS):
        return context.default_return_type
    return _checked(context, ())


def _escaped(context: FunctionContext) -> Type:
    """Markup that shows ``Shown`` as it is can be shown."""
    return _shown(context.arg_types[0][0]) or context.default_return_type


def _shortened(context: MethodContext) -> Type:
    """What Qt shortens to fit into its place is still ``Shown``."""
    return _shown(context.arg_types[0][0]) or context.default_return_type


def _joined(context: MethodContext) -> Type:
    """Return ``Shown`` if text and parts can be shown, and one of them is ``Shown``."""
    call = context.context
    if not _is_text(context.type):
        return context.default_return_type
    parts = [one for some in context.args for one in some]
    # Without what is expected here: for that, ``map(shown, names)`` would be one of ``str``.
    types = [_type_of(part, context.api) for part in parts]
    for part, given in zip(parts, types, strict=True):
        if not _can_be_shown(part, given, context.api):
            return context.default_return_type
    shown = _shown_in(context.type)
    if shown is None:
        template = None
        if isinstance(call, CallExpr) and isinstance(call.callee, MemberExpr):
            template = call.callee.expr
        elif isinstance(call, OpExpr):
            template = call.left
        if template is None or not _can_be_shown(template, context.type, context.api):
            return context.default_return_type
        held = map(_shown_held, parts, types, [context.api] * len(parts))
        shown = next(filter(None, held), None)
    return shown or context.default_return_type


def _kept(context: MethodContext) -> Type:
    """What is cut off ``Shown``, or has other letters, is ``Shown``."""
    return _shown(context.type) or context.default_return_type


def _can_be_shown(expression: Expression, given: Type, api: CheckerPluginInterface) -> bool:
    """Return whether an argument is no raw text, by its type or by what it is made of."""
    return next(_raw_in(expression, given, api), None) is None


def _raw_in(
    expression: Expression, given: Type, api: CheckerPluginInterface
) -> Iterator[tuple[Expression, Type]]:
    """Yield the raw texts that a text is made of, and their types."""
    if not _is_raw(given) or isinstance(expression, StrExpr):
        return
    if isinstance(expression, CallExpr):
        if isinstance(expression.callee, RefExpr) and expression.callee.fullname == IN_ASCII:
            return
        # Without what is expected here: for that, ``map(shown, names)`` would be one of ``str``.
        given = _type_of(expression, api)
        if not _is_raw(given):
            return
    if isinstance(expression, MemberExpr) and _is_of_code(expression, api):
        return
    parts = _parts(expression)
    if not parts:
        yield expression, given
    for part in parts:
        yield from _raw_in(part, _type_of(part, api), api)


def _named(expression: Expression) -> str:
    """Return the code of a name, as far as it is one."""
    match expression:
        case NameExpr():
            return expression.name
        case MemberExpr():
            return f"{_named(expression.expr)}.{expression.name}"
        case IndexExpr(index=StrExpr() as key):
            return f"{_named(expression.base)}[{key.value!r}]"
        case CallExpr():
            return f"{_named(expression.callee)}()"
    return "it"


def _parts(expression: Expression) -> list[Expression]:  # noqa: PLR0911 - a line for each way
    """Return what a text is made of where it is written; nothing if it is not made there."""
    match expression:
        case ConditionalExpr():
            return [expression.if_expr, expression.else_expr]
        case OpExpr(op="or" | "and" | "+"):
            return [expression.left, expression.right]
        case ListExpr() | TupleExpr():
            return expression.items
        case GeneratorExpr():
            return [expression.left_expr]
        case ListComprehension():
            return [expression.generator.left_expr]
        case CallExpr(callee=MemberExpr() as method) if method.name in JOINING:
            return [method.expr, *expression.args]
        case CallExpr(callee=MemberExpr() as method) if method.name in KEEPING:
            return [method.expr]
        case CallExpr(callee=NameExpr(fullname="builtins.str")):
            return expression.args
    return []


def _is_raw(given: Type) -> bool:
    """Return whether a type may have text of a stranger in it."""
    given = get_proper_type(given)
    match given:
        case AnyType() | TypedDictType():
            return True
        case TypeVarType():
            return _is_raw(given.upper_bound)
        case UnionType() | TupleType():
            return any(map(_is_raw, given.items))
        case Instance():
            names = {base.fullname for base in given.type.mro}
            if names & RAW:
                ours = given.type.is_enum or names & {SHOWN, OURS}
                return not ours and given.last_known_value is None
            is_many = "typing.Iterable" in names
            return given.type.fullname == "builtins.object" or (
                is_many and any(map(_is_raw, given.args))
            )
    return False


def _is_of_code(expression: MemberExpr, api: CheckerPluginInterface) -> bool:
    """Return whether it is the name of a class, or the value of an enumeration."""
    if expression.name == "__name__":
        return True
    of = get_proper_type(_type_of(expression.expr, api))
    return expression.name == "value" and isinstance(of, Instance) and of.type.is_enum


def _is_text(given: Type) -> bool:
    given = get_proper_type(given)
    if isinstance(given, LiteralType):
        given = given.fallback
    return isinstance(given, Instance) and given.type.has_base("builtins.str")


def _shown(given: Type) -> Instance | None:
    """Return ``Shown``, if a type is that."""
    given = get_proper_type(given)
    is_shown = isinstance(given, Instance) and given.type.fullname == SHOWN
    return given if is_shown else None


def _shown_in(given: Type) -> Instance | None:
    """Return ``Shown``, if a type is that or holds it."""
    given = get_proper_type(given)
    if isinstance(given, Instance):
        return _shown(given) or next(filter(None, map(_shown_in, given.args)), None)
    if isinstance(given, UnionType | TupleType):
        return next(filter(None, map(_shown_in, given.items)), None)
    return None


def _shown_held(
    expression: Expression, given: Type, api: CheckerPluginInterface
) -> Instance | None:
    """As ``_shown_in``, also for the items of a list that is written out."""
    found = _shown_in(given)
    if found is not None or not isinstance(expression, ListExpr | TupleExpr):
        return found
    types = (_type_of(item, api) for item in expression.items)
    return next(filter(None, map(_shown_in, types)), None)


def plugin(_: str) -> type[Plugin]:
    """Mypy's way in."""
    return ShownText
