"""The words in the program itself: messages, help, labels, and what is drawn."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from coordguide.authoring.tracing.plain import GAP, Text


def texts(file: str, written: str) -> Iterator[Text]:
    """Yield every text of a Python file, each under the function or name it belongs to.

    Takes the file's name and its text. What is put into a text is a gap. What
    only explains the code to its reader is left out, save the first lines of
    the file that the command line shows as its help. Raises ``SyntaxError``.
    """
    tree = ast.parse(written)
    if file.endswith("cli/main.py"):
        yield Text(file, 1, "", ast.get_docstring(tree) or "")
    yield from _below(file, tree, "")


def _below(file: str, node: ast.AST, key: str) -> Iterator[Text]:
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Constant):
            continue  # it explains the code
        words = _words(inner)
        if words is not None:
            yield Text(file, getattr(inner, "lineno", 1), key, words)
        if words is None or isinstance(inner, ast.JoinedStr | ast.BinOp):
            yield from _below(file, inner, _name(inner) or key)


def _words(node: ast.AST) -> str | None:
    """Return the text that an expression makes, with gaps; None where it makes none."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_words(part) or GAP for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _words(node.left), _words(node.right)
        if left is None and right is None:
            return None
        return (GAP if left is None else left) + (GAP if right is None else right)
    return None


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id
    return ""
