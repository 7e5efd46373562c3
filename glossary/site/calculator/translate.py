"""The arithmetic of glossary/models as JavaScript: the page computes with the tested code itself.

A small translator for the Python that those modules use: plain functions over numbers, texts, lists
and dicts. What it does not know stops the build with the line. Names become short, since the page
has to load them; the source is Python. docs/assets/javascripts/calculator.js holds what the result
needs beside it (get, has, truth, ...), and tests/browser/test_calculator_arithmetic.py holds both
languages equal in a browser.

Python's whole numbers are JavaScript's, which are exact up to 2 ** 53; a tuple and a set are an
array, a dict is an object, None is null.
"""

from __future__ import annotations

import ast
import json
import string
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from glossary import ROOT
from glossary.content.problems import Problem, ProblemsFound

FOLDER = ROOT / "glossary/models"
MODULES = (
    "config",
    "families",
    "parameters",
    "weights",
    "cache",
    "adapters",
    "training",
    "estimate",
)
"""In an order in which each knows only those before it."""

BY_HAND = {
    ("config", "ConfigError"): "ConfigError",
    ("config", "_kind"): "kindOf",
    ("config", "_shown"): "shown",
}
"""What the page has by hand instead: it rests on Python's json and re."""

LEFT_OUT = {
    ("config", "parse"), ("config", "_refuse"), ("config", "_unique"), ("config", "Fields"),
    ("config", "LONGEST"),
    ("weights", "read"),
}  # fmt: skip
"""What the page has by hand, or does not need; whatever else nothing names is left out too."""

OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Mod: "%",
    ast.Eq: "===", ast.NotEq: "!==", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
METHODS = {"startswith": "startsWith", "endswith": "endsWith", "append": "push"}
EMPTY = '""'
TRUE_OR_FALSE = ("isinstance", "any", "all", "bool", "startswith", "endswith", "isdigit")


class Unknown(ProblemsFound):
    """Python that is not translated: its file, its line, and what it is."""

    def __init__(self, module: str, line: int, message: str):
        super().__init__([Problem(f"glossary/models/{module}.py", line, message)])


def arithmetic(exports: tuple[tuple[str, str], ...], folder: Path = FOLDER) -> str:
    """An expression of JavaScript: an object with some functions, and all that they need.

    Args:
        exports: (module, function).
        folder: of the modules.

    Raises:
        Unknown: for Python that is not translated.
    """
    modules = [
        Module(name, ast.parse((folder / f"{name}.py").read_text("utf-8"))) for name in MODULES
    ]
    return Program(modules).text(exports)


class Module:
    """A module's definitions by name, and what it imports from the others."""

    def __init__(self, name: str, tree: ast.Module):
        self.name = name
        self.definitions: dict[str, ast.stmt] = {}
        self.imported: dict[str, tuple[str, str]] = {}
        self.modules: set[str] = set()
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                self.definitions[node.name] = node
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self.definitions[node.targets[0].id] = node
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                self.definitions[node.target.id] = node
            elif isinstance(node, ast.ImportFrom) and node.level:
                for alias in node.names:
                    if node.module:
                        self.imported[alias.name] = (node.module, alias.name)
                    else:
                        self.modules.add(alias.name)


def short_names(letters: str) -> Iterator[str]:
    """a, b, ... z, aa, ab, ... without the words that mean something in JavaScript."""
    for length in range(1, 4):
        for made in product(letters, *[string.ascii_lowercase] * (length - 1)):
            if (name := "".join(made)) not in (
                "do",
                "if",
                "in",
                "of",
                "for",
                "let",
                "new",
                "try",
                "var",
            ):
                yield name


class Program:
    """All that the page needs of the modules, each with a short name."""

    def __init__(self, modules: list[Module]):
        self.modules = {module.name: module for module in modules}
        self.names = short_names(string.ascii_uppercase)
        self.short: dict[tuple[str, str], str] = {}
        self.lines: dict[tuple[str, str], str] = {}

    def text(self, exports: tuple[tuple[str, str], ...]) -> str:
        """An object with these functions."""
        made = ",".join(f"{name}:{self.name(module, name)}" for module, name in exports)
        order = [
            (module.name, name)
            for module in self.modules.values()
            for name in module.definitions
            if (module.name, name) in self.lines
        ]
        return "(()=>{" + "\n".join(self.lines[one] for one in order) + f"\nreturn{{{made}}}}})()"

    def name(self, module: str, name: str) -> str:
        """The short name of a definition, which is translated when it is first named."""
        key = self.modules[module].imported.get(name, (module, name))
        if key in BY_HAND:
            return BY_HAND[key]
        if key in LEFT_OUT:
            raise Unknown(key[0], 1, f"{key[1]} is left out: see LEFT_OUT in {Path(__file__).name}")
        if key not in self.short:
            self.short[key] = next(self.names)
            self.lines[key] = Definition(self, self.modules[key[0]]).made(self.definition(key))
        return self.short[key]

    def definition(self, key: tuple[str, str]) -> ast.stmt:
        module, name = key
        if name not in self.modules[module].definitions:
            raise Unknown(module, 1, f"{name} has no translation into JavaScript")
        return self.modules[module].definitions[name]

    def function(self, module: str, name: str) -> ast.FunctionDef | None:
        """The function of that name, of the module or imported by it."""
        key = self.modules[module].imported.get(name, (module, name))
        found = self.modules.get(key[0])
        node = found.definitions.get(key[1]) if found else None
        return node if isinstance(node, ast.FunctionDef) else None


class Definition:
    """One function or constant on its way into JavaScript."""

    def __init__(self, program: Program, module: Module):
        self.program, self.module = program, module
        self.local: dict[str, str] = {}
        self.lists: set[str] = set()
        self.bools: set[str] = set()

    def unknown(self, node: ast.AST, what: str = "") -> Unknown:
        line = getattr(node, "lineno", 1)
        return Unknown(
            self.module.name,
            line,
            f"{what or type(node).__name__} has no translation into JavaScript: write it "
            "otherwise, or teach it to glossary/site/calculator/translate.py",
        )

    # Definitions and statements

    def made(self, node: ast.stmt) -> str:
        if isinstance(node, ast.FunctionDef):
            name = self.program.short[(self.module.name, node.name)]
            return f"function {name}{self.function(node)}"
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            assert isinstance(target, ast.Name)
            names = short_names(string.ascii_lowercase)
            for one in ast.walk(node.value):
                if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
                    self.local[one.id] = next(names)
            name = self.program.short[(self.module.name, target.id)]
            return f"const {name}={self.value(node.value)};"
        raise self.unknown(node)

    def function(self, node: ast.FunctionDef) -> str:
        """`(parameters){body}`."""
        if node.args.vararg or node.args.kwarg or node.args.posonlyargs:
            raise self.unknown(node, "*args")
        arguments = [*node.args.args, *node.args.kwonlyargs]
        defaults = parameters_of(node)
        inner = [n for n in ast.walk(node) if isinstance(n, ast.FunctionDef | ast.Lambda)][1:]
        outer = set(self.local)
        names = short_names(string.ascii_lowercase)
        taken = set(self.local.values())

        def short(name: str) -> str:
            if name not in self.local:
                self.local[name] = next(n for n in names if n not in taken)
            return self.local[name]

        head = []
        for argument in arguments:
            said = ast.unparse(argument.annotation) if argument.annotation else ""
            if said == "bool":
                self.bools.add(argument.arg)
            if said.startswith("list"):
                self.lists.add(argument.arg)
            default = defaults[argument.arg]
            name = short(argument.arg)
            head.append(name + (f"={self.value(default)}" if default else ""))
        body = node.body[1:] if ast.get_docstring(node) else node.body
        inside = {id(n) for one in inner for n in ast.walk(one)}
        assigned: dict[str, None] = {}
        parameters = {argument.arg for argument in arguments}
        compared = {
            id(n)
            for one in ast.walk(node)
            if isinstance(one, ast.ListComp | ast.DictComp | ast.SetComp | ast.GeneratorExp)
            for generator in one.generators
            for n in ast.walk(generator.target)
        }
        for one in ast.walk(node):
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
                short(one.id)
                if id(one) not in compared and id(one) not in inside and one.id not in parameters:
                    assigned[one.id] = None
            elif isinstance(one, ast.FunctionDef) and one is not node:
                short(one.name)
        self.infer(node)
        declared = ",".join(self.local[name] for name in assigned if name not in outer)
        text = (f"let {declared};" if declared else "") + self.body(body)
        return f"({','.join(head)}){{{text}}}"

    def infer(self, node: ast.FunctionDef) -> None:
        """Which names hold lists, and which true or false, wherever they are assigned."""
        values: dict[str, list[ast.expr]] = {}
        for one in ast.walk(node):
            if isinstance(one, ast.Assign) and len(one.targets) == 1:
                pairs = [(one.targets[0], one.value)]
                if isinstance(one.targets[0], ast.Tuple) and isinstance(one.value, ast.Tuple):
                    pairs = list(zip(one.targets[0].elts, one.value.elts, strict=True))
                for target, value in pairs:
                    if isinstance(target, ast.Name):
                        values.setdefault(target.id, []).append(value)
            elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
                if ast.unparse(one.annotation).startswith("list"):
                    self.lists.add(one.target.id)
                elif one.value:
                    values.setdefault(one.target.id, []).append(one.value)
        for name, given in values.items():
            if all(self.is_list(one) for one in given):
                self.lists.add(name)
            if all(self.is_bool(one) for one in given):
                self.bools.add(name)

    def body(self, nodes: list[ast.stmt]) -> str:
        return "".join(self.statement(node) for node in nodes)

    def block(self, nodes: list[ast.stmt]) -> str:
        text = self.body(nodes)
        return text if len(nodes) == 1 and not isinstance(nodes[0], ast.If) else f"{{{text}}}"

    def statement(self, node: ast.stmt) -> str:
        match node:
            case ast.Expr(value=ast.Constant()):
                return ""
            case ast.Expr(value=value):
                return self.value(value) + ";"
            case ast.Return(value=value):
                return f"return {self.value(value)};" if value else "return null;"
            case ast.If(test=test, body=body, orelse=orelse):
                text = f"if({self.truth(test)}){self.block(body)}"
                if not orelse:
                    return text
                made = (
                    self.body(orelse)
                    if isinstance(orelse[0], ast.If)
                    else f"{{{self.body(orelse)}}}"
                )
                return f"{text}else {made}" if made[0] != "{" else f"{text}else{made}"
            case ast.For(target=target, iter=iterated, body=body, orelse=[]):
                return (
                    f"for({self.target(target)} of {self.iterated(iterated)}){{{self.body(body)}}}"
                )
            case ast.Continue():
                return "continue;"
            case ast.Assign(targets=targets, value=value):
                return "".join(f"{self.target(one)}=" for one in targets) + f"{self.value(value)};"
            case ast.AnnAssign(target=target, value=value) if value:
                return f"{self.target(target)}={self.value(value)};"
            case ast.AugAssign(target=ast.Name() as target, op=ast.Add(), value=value) if (
                target.id in self.lists or self.is_list(value)
            ):
                return f"{self.target(target)}.push(...{self.value(value)});"
            case ast.AugAssign(target=target, op=op, value=value) if type(op) in OPERATORS:
                return f"{self.target(target)}{OPERATORS[type(op)]}={self.value(value)};"
            case ast.Raise(exc=ast.Call(func=ast.Name(id="ConfigError"), args=[said])):
                return f"throw new ConfigError({self.value(said)});"
            case ast.Try(body=body, handlers=[handler], orelse=[], finalbody=[]) if handler.name:
                name = self.local.setdefault(handler.name, handler.name)
                return f"try{{{self.body(body)}}}catch({name}){{{self.body(handler.body)}}}"
            case ast.FunctionDef():
                inner = Definition(self.program, self.module)
                inner.local, inner.lists, inner.bools = (
                    dict(self.local),
                    set(self.lists),
                    set(self.bools),
                )
                return f"function {self.local[node.name]}{inner.function(node)}"
        raise self.unknown(node)

    def target(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id=name):
                return self.local[name]
            case ast.Tuple(elts=elts):
                return f"[{','.join(self.target(one) for one in elts)}]"
            case ast.Subscript():
                return self.value(node)
        raise self.unknown(node)

    # Expressions

    def is_list(self, node: ast.expr) -> bool:
        """Whether an expression is certainly a list."""
        match node:
            case ast.List() | ast.ListComp():
                return True
            case ast.Name(id=name):
                return name in self.lists
            case ast.IfExp(body=one, orelse=other):
                return self.is_list(one) and self.is_list(other)
            case ast.BinOp(left=one, op=ast.Add()):
                return self.is_list(one)
            case ast.BinOp(left=ast.List(), op=ast.Mult()):
                return True
            case ast.Call(func=ast.Name(id=name)) if name in ("list", "sorted"):
                return True
            case ast.Call():
                return self.returns(node).startswith("list") and "None" not in self.returns(node)
        return False

    def is_bool(self, node: ast.expr) -> bool:
        """Whether an expression is certainly true or false, or a number: JavaScript agrees then."""
        match node:
            case ast.Compare() | ast.Constant(value=bool()) | ast.UnaryOp(op=ast.Not()):
                return True
            case ast.BinOp(op=ast.Mod()):
                return True
            case ast.BoolOp(values=values):
                return all(self.is_bool(one) for one in values)
            case ast.Name(id=name):
                return name in self.bools
            case ast.Call(func=ast.Name(id=name)) if name in TRUE_OR_FALSE:
                return True
            case ast.Call(func=ast.Attribute(attr=name)) if name in TRUE_OR_FALSE:
                return True
            case ast.Call():
                return self.returns(node) in ("bool", "int")
        return False

    def called(self, node: ast.Call) -> tuple[str, str] | None:
        """Module and name of a function of ours."""
        match node.func:
            case ast.Name(id=name) if name not in self.local:
                return (self.module.name, name)
            case ast.Attribute(value=ast.Name(id=module), attr=name) if (
                module in self.module.modules
            ):
                return (module, name)
        return None

    def returns(self, node: ast.Call) -> str:
        """What a function of ours says that it returns."""
        called = self.called(node)
        found = self.program.function(*called) if called else None
        return ast.unparse(found.returns) if found and found.returns else ""

    def truth(self, node: ast.expr) -> str:
        """As a condition: empty lists and dicts are false in Python alone."""
        match node:
            case ast.BoolOp(op=op, values=values):
                sign = "&&" if isinstance(op, ast.And) else "||"
                parts = [self.truth(one) for one in values]
                return sign.join(
                    f"({text})" if isinstance(one, ast.BoolOp | ast.IfExp) else text
                    for one, text in zip(values, parts, strict=True)
                )
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return f"!({self.truth(operand)})"
        text = self.value(node)
        return text if self.is_bool(node) else f"truth({text})"

    def value(self, node: ast.expr) -> str:
        match node:
            case ast.Constant(value=value):
                if isinstance(value, str):
                    return json.dumps(value)
                if value is None or isinstance(value, bool):
                    return json.dumps(value)
                if not isinstance(value, int | float):
                    raise self.unknown(node, repr(value))
                return number(value)
            case ast.Name(id=name):
                return self.local.get(name) or self.program.name(self.module.name, name)
            case ast.Attribute(value=ast.Name(id=module), attr=name) if (
                module in self.module.modules
            ):
                return self.program.name(module, name)
            case ast.JoinedStr(values=values):
                return self.joined(values)
            case ast.List(elts=elts) | ast.Tuple(elts=elts) | ast.Set(elts=elts):
                return f"[{','.join(self.value(one) for one in elts)}]"
            case ast.Starred(value=value):  # of a dict its keys
                text = self.value(value)
                return f"...{text if self.is_list(value) else f'keys({text})'}"
            case ast.Dict(keys=keys, values=values):
                return f"{{{','.join(self.pair(k, v) for k, v in zip(keys, values, strict=True))}}}"
            case ast.Subscript():
                return self.subscript(node)
            case ast.BoolOp():
                return self.chosen(node)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return f"!({self.truth(operand)})"
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return f"-{self.operand(operand)}"
            case ast.BinOp():
                return self.binary(node)
            case ast.Compare():
                return self.compared(node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return f"({self.truth(test)}?{self.value(body)}:{self.value(orelse)})"
            case ast.Lambda(args=arguments) if arguments.vararg or arguments.kwonlyargs:
                raise self.unknown(node, "*args")
            case ast.Lambda(args=arguments, body=body):
                names = [one.arg for one in arguments.args]
                for name in names:
                    self.local.setdefault(name, name)
                return f"({','.join(self.local[n] for n in names)})=>{self.value(body)}"
            case ast.ListComp(elt=elt, generators=generators):
                return self.listed(elt, generators)
            case ast.GeneratorExp(elt=elt, generators=generators):
                return self.listed(elt, generators)
            case ast.SetComp(elt=elt, generators=generators):
                return self.listed(elt, generators)
            case ast.DictComp(key=key, value=value, generators=generators):
                pair = ast.Tuple(elts=[key, value], ctx=ast.Load())
                return f"Object.fromEntries({self.listed(pair, generators)})"
            case ast.Call():
                return self.call(node)
        raise self.unknown(node)

    def operand(self, node: ast.expr) -> str:
        text = self.value(node)
        return (
            f"({text})"
            if isinstance(node, ast.BinOp | ast.Compare | ast.BoolOp | ast.UnaryOp)
            else text
        )

    def joined(self, values: list[ast.expr]) -> str:
        """An f-string, put together by +: rjsmin takes a template inside of another for code."""
        parts = []
        for one in values:
            match one:
                case ast.Constant(value=str(text)):
                    parts.append(json.dumps(text, ensure_ascii=False))
                case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
                    parts.append(self.operand(value))
                case ast.FormattedValue(value=value, conversion=114, format_spec=None):
                    parts.append(f"repr({self.value(value)})")
                case ast.FormattedValue(
                    value=value,
                    conversion=-1,
                    format_spec=ast.JoinedStr(values=[ast.Constant(value=("," | "_") as form)]),
                ):
                    parts.append(f"digits({self.value(value)}{',1' if form == '_' else ''})")
                case _:
                    raise self.unknown(one, ast.unparse(one))
        begins = parts[0].startswith(('"', "digits(", "repr("))
        return f"({'+'.join(parts if begins else [EMPTY, *parts])})"

    def pair(self, key: ast.expr | None, value: ast.expr) -> str:
        if key is None:
            return f"...{self.value(value)}"
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            name = key.value if key.value.isidentifier() else json.dumps(key.value)
            return f"{name}:{self.value(value)}"
        return f"[{self.value(key)}]:{self.value(value)}"

    def subscript(self, node: ast.Subscript) -> str:
        text = self.operand(node.value)
        match node.slice:
            case ast.Constant(value=str(key)) if key.isidentifier():
                return f"{text}.{key}"
            case ast.UnaryOp(op=ast.USub()) | ast.IfExp():
                return f"{text}.at({self.value(node.slice)})"
            case ast.Slice(lower=None, upper=None, step=ast.UnaryOp(operand=ast.Constant(value=1))):
                return f"[...{text}].reverse()"
            case ast.Slice(lower=lower, upper=upper, step=None):
                first = self.value(lower) if lower else "0"
                return f"{text}.slice({first}{',' + self.value(upper) if upper else ''})"
            case ast.Slice():
                raise self.unknown(node.slice)
        return f"{text}[{self.value(node.slice)}]"

    def chosen(self, node: ast.BoolOp) -> str:
        """`a and b`, `a or b`, where the value counts and not whether it is true."""
        if all(self.is_bool(one) for one in node.values):
            return f"({self.truth(node)})"
        if len(node.values) != 2:
            raise self.unknown(node)
        first, second = node.values
        one, other = self.value(first), self.value(second)
        if isinstance(node.op, ast.Or):
            return f"({one}||{other})" if self.is_bool(first) else f"(some({one})??{other})"
        if self.is_bool(first):
            return f"({one}&&{other})"
        if isinstance(first, ast.Name):
            return f"(truth({one})?{other}:{one})"
        raise self.unknown(node)

    def binary(self, node: ast.BinOp) -> str:
        left, right = node.left, node.right
        if isinstance(left, ast.Call) and ast.unparse(left.func) == "set":
            return f"[...{self.value(left.args[0])}].filter(x=>!has({self.value(right)},x))"
        one, other = self.operand(left), self.operand(right)
        match node.op:
            case ast.Add() if self.is_list(left):
                return f"[...{one},...{other}]"
            case ast.Mult() if isinstance(left, ast.List) and len(left.elts) == 1:
                return f"Array({self.value(right)}).fill({self.value(left.elts[0])})"
            case ast.FloorDiv():
                return f"floor({self.value(left)},{self.value(right)})"
            case ast.BitOr():
                return f"{{...{self.value(left)},...{self.value(right)}}}"
            case ast.Pow():
                return f"{one}**{other}"
            case op if type(op) in OPERATORS:
                return f"{one}{OPERATORS[type(op)]}{other}"
        raise self.unknown(node)

    def compared(self, node: ast.Compare) -> str:
        parts, left = [], node.left
        for op, right in zip(node.ops, node.comparators, strict=True):
            one, other = self.operand(left), self.operand(right)
            match op:
                case ast.Is() if other == "null":
                    parts.append(f"{one}==null")
                case ast.IsNot() if other == "null":
                    parts.append(f"{one}!=null")
                case ast.In():
                    parts.append(f"has({self.value(right)},{self.value(left)})")
                case ast.NotIn():
                    parts.append(f"!has({self.value(right)},{self.value(left)})")
                case _ if type(op) in OPERATORS:
                    parts.append(f"{one}{OPERATORS[type(op)]}{other}")
                case _:
                    raise self.unknown(node)
            left = right
        return parts[0] if len(parts) == 1 else f"({'&&'.join(parts)})"

    def iterated(self, node: ast.expr) -> str:
        match node:
            case ast.Call(func=ast.Attribute(value=value, attr="items"), args=[]):
                return f"Object.entries({self.value(value)})"
            case ast.Call(func=ast.Attribute(value=value, attr="values"), args=[]):
                return f"Object.values({self.value(value)})"
        return self.value(node)

    def listed(self, elt: ast.expr, generators: list[ast.comprehension]) -> str:
        """A comprehension."""
        (generator,) = generators if len(generators) == 1 else (None,)
        if generator is None:
            raise self.unknown(elt, "a comprehension over two")
        iterated = self.iterated(generator.iter)
        target = self.target(generator.target)
        target = f"({target})" if target.startswith("[") else target
        for test in generator.ifs:
            iterated += f".filter({target}=>{self.truth(test)})"
        made = self.value(elt)
        if made == target:
            return iterated
        return f"{iterated}.map({target}=>{f'({made})' if made[0] == '{' else made})"

    def call(self, node: ast.Call) -> str:
        match node.func, node.args:
            case ast.Name(id="isinstance"), [value, kinds]:
                return self.instance(self.value(value), kinds)
            case ast.Name(id="map"), [ast.Name(id="str"), values]:
                return f"{self.value(values)}.map(String)"
            case ast.Attribute(value=value, attr="items" | "values"), []:
                return self.iterated(node)
        given = [self.value(one) for one in node.args]
        all_of = ",".join(given)
        match node.func, len(given):
            case ast.Name(id="len"), 1:
                return f"{self.operand(node.args[0])}.length"
            case ast.Name(id="str"), 1:
                return f"String({all_of})"
            case ast.Name(id="bool"), 1:
                return f"({self.truth(node.args[0])})"
            case ast.Name(id="int"), 1:
                return f"Number({all_of})"
            case ast.Name(id="sum"), 1:
                return f"sum({all_of})"
            case ast.Name(id="list"), 1:
                return f"keys({self.iterated(node.args[0])})"
            case ast.Name(id="set"), 0:
                return "[]"
            case ast.Attribute(attr="isascii"), 0:
                return "true"  # isdigit is asked of ASCII alone
            case ast.Name(id="sorted"), 1:
                return f"keys({all_of}).sort()"
            case ast.Name(id="range"), _:
                return f"range({all_of})"
            case ast.Name(id="enumerate"), 1:
                return f"[...{given[0]}.entries()]"
            case ast.Name(id=("min" | "max") as name), 1 if not node.keywords:
                return f"Math.{name}(...{all_of})"
            case ast.Name(id=("min" | "max") as name), _ if not node.keywords:
                return f"Math.{name}({all_of})"
            case ast.Name(id=("any" | "all") as name), 1:
                match node.args[0]:
                    case ast.GeneratorExp(elt=elt, generators=[generator]):
                        target = self.target(generator.target)
                        tests = [f".filter({target}=>{self.truth(one)})" for one in generator.ifs]
                        all_of = self.iterated(generator.iter) + "".join(tests)
                        found = "some" if name == "any" else "every"
                        return f"{all_of}.{found}({target}=>{self.truth(elt)})"
            case ast.Attribute(value=ast.Name(id="dict"), attr="fromkeys"), _:
                same = given[1] if given[1:] else "null"
                return f"Object.fromEntries(keys({given[0]}).map(x=>[x,{same}]))"
            case ast.Attribute(value=value, attr="get"), _:
                return f"get({self.value(value)},{all_of})"
            case ast.Attribute(value=ast.Constant(value=str(glue)), attr="join"), 1:
                return f"{given[0]}.join({json.dumps(glue)})"
            case ast.Attribute(value=value, attr="removesuffix"), 1:
                return f"without({self.value(value)},{all_of})"
            case ast.Attribute(value=value, attr="rsplit"), 2:
                return f"rsplit({self.value(value)})"
            case ast.Attribute(value=value, attr="split"), 1:
                return f"{self.operand(value)}.split({all_of})"
            case ast.Attribute(value=value, attr="isdigit"), 0:
                return f"/^\\d+$/.test({self.value(value)})"
            case ast.Attribute(value=value, attr="count"), 1:
                return f"{self.value(value)}.filter(x=>x==={all_of}).length"
            case ast.Attribute(value=value, attr="extend" | "update"), 1:
                return f"{self.value(value)}.push(...{all_of})"
            case ast.Attribute(value=value, attr=name), 1 if name in METHODS:
                return f"{self.operand(value)}.{METHODS[name]}({all_of})"
        if isinstance(node.func, ast.Name) and node.func.id in self.local:
            return f"{self.local[node.func.id]}({all_of})"
        called = self.called(node)
        function = self.program.function(*called) if called else None
        if not called or not function:
            raise self.unknown(node, ast.unparse(node.func))
        names = list(parameters_of(function))
        by_name = dict(zip(names, given, strict=False))
        for keyword in node.keywords:
            if keyword.arg not in names:
                raise self.unknown(node, f"{keyword.arg}=")
            by_name[keyword.arg] = self.value(keyword.value)
        last = max((names.index(name) for name in by_name), default=-1)
        arguments = [by_name.get(name, "void 0") for name in names[: last + 1]]
        return f"{self.program.name(*called)}({','.join(arguments)})"

    def instance(self, value: str, kinds: ast.expr) -> str:
        tests = {
            "dict": f"isDict({value})",
            "list": f"Array.isArray({value})",
            "str": f'typeof {value}=="string"',
            "bool": f'typeof {value}=="boolean"',
            "int": f"isInt({value})",
        }
        names = kinds.elts if isinstance(kinds, ast.Tuple) else [kinds]
        parts = [tests.get(ast.unparse(one), "") for one in names]
        if not all(parts):
            raise self.unknown(kinds)
        return f"({'||'.join(parts)})"


def parameters_of(node: ast.FunctionDef) -> dict[str, ast.expr | None]:
    """A function's parameters in order, each with its default."""
    positional = node.args.args
    rest = [None] * (len(positional) - len(node.args.defaults))
    made: dict[str, ast.expr | None] = {
        one.arg: default
        for one, default in zip(positional, [*rest, *node.args.defaults], strict=True)
    }
    for one, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
        made[one.arg] = default
    return made


def number(value: float) -> str:
    """A number as JavaScript writes it, the shorter of two ways."""
    text = repr(value)
    digits = text.rstrip("0")
    zeros = len(text) - len(digits)
    return f"{digits}e{zeros}" if "." not in text and zeros > 2 and digits else text
