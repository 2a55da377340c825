"""Draw the pictures of docs/architecture.md from the code: the rules, and who imports whom.

In both an arrow is left out where a longer way of arrows says the same.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/architecture.md"
BLOCK = "(?<=<!-- {} -->\n```mermaid\n).*?(?=```)"
Graph = dict[str, set[str]]
# The parts of the two rooms, and the modules and packages of each. Every module has its part.
PARTS = {
    "recompute": {
        "reading": "cards cells dates dialect errors exact files labels printed raw_files"
        " rounding signs transcription units wording",
        "measuring": "formula measure",
        "extracts": "extracts",
        "gathering": "chapter",
        "judging": "audit averaging checks claims coverage exhibits explain localise odds repairs",
        "rendering": "conformance crate grids outputs page pdf record trace workbook",
    },
    "cdfc": {
        "definitions": "chapters figures tables",
        "settings": "alternative coding settings versions",
        "steps": "__main__ audit crate datapackage pipeline seal steps supplied tokens wording",
    },
}


@cache
def rules() -> Graph:
    """Each rule of the workflow, and those whose outputs it reads; extracts and a browser given."""
    command = [sys.executable, "-m", "snakemake", "--directory", "examples/synthetic",
               "--rulegraph", "mermaid-js", "--quiet", "all"]  # fmt: skip
    given = os.environ | {"CDFC_BROWSER": sys.executable}
    asked = subprocess.run(command, cwd=ROOT, env=given, check=True, capture_output=True, text=True)
    names = dict(re.findall(r"(id\d+)\[(\w+)\]", asked.stdout))
    graph: Graph = {name: set() for name in names.values()}
    for start, end in re.findall(r"(id\d+) --> (id\d+)", asked.stdout):
        graph[names[end]].add(names[start])
    return graph


def modules() -> Graph:
    """Each module of the two rooms, and those of theirs that it imports."""
    files = {}
    for file in (ROOT / "src").rglob("*.py"):
        dotted = ".".join(file.relative_to(ROOT / "src").with_suffix("").parts)
        files[dotted.removesuffix(".__init__")] = file
    return {name: set(_imports(name, file, set(files))) - {name} for name, file in files.items()}


def _imports(name: str, file: Path, known: set[str]) -> Iterator[str]:
    package = name if file.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            named = [(alias.name, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) + 1 - node.level]
            within = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            named = [(f"{within}.{alias.name}", within) for alias in node.names]
        else:
            continue
        for found in named:  # `from package import name`: of the module `name`, or of the package
            yield from [one for one in found if one in known][:1]


def part(module: str) -> str:
    """The part that a module belongs to; KeyError if PARTS does not name it yet."""
    room, _, rest = module.partition(".")
    own = {one: name for name, members in PARTS[room].items() for one in members.split()}
    member = rest.partition(".")[0]
    if member not in own:
        raise KeyError(f"{module} has no part yet: name it in PARTS of docs/pictures.py")
    return f"{room}.{own[member]}"


def parts() -> Graph:
    """Each part, and those that modules of it import from."""
    graph: Graph = {f"{room}.{name}": set() for room, names in PARTS.items() for name in names}
    for module, imported in modules().items():
        if "." in module:  # the rooms themselves hold nothing
            graph[part(module)] |= {part(one) for one in imported if "." in one} - {part(module)}
    return graph


def reduced(graph: Graph) -> Graph:
    """The graph without the arrows that a longer way replaces; CycleError if it has a circle."""
    beyond: Graph = {}  # all that can be reached
    for name in TopologicalSorter(graph).static_order():
        beyond[name] = graph[name].union(*(beyond[one] for one in graph[name]))
    return {
        name: ends - set().union(*(beyond[one] for one in ends)) for name, ends in graph.items()
    }


def rule_graph() -> str:
    """The rules, in Mermaid's words: what one makes, the other reads."""
    arrows = sorted(
        f"  {one} --> {name}" for name, ends in reduced(rules()).items() for one in ends
    )
    return "\n".join(["flowchart LR", *arrows, ""])


def module_graph() -> str:
    """The parts of the rooms with their modules, in Mermaid's words: one imports from the other."""
    lines = ["flowchart TD"]
    for room, names in PARTS.items():
        lines.append(f"  subgraph {room}")
        lines += [f'    {room}_{name}["<b>{name}</b><br/>{members}"]'
                  for name, members in names.items()]  # fmt: skip
        lines.append("  end")
    graph = reduced(parts())
    arrows = sorted(f"  {name} --> {one}" for name, ends in graph.items() for one in ends)
    return "\n".join([*lines, *(arrow.replace(".", "_") for arrow in arrows), ""])


def written(page: str) -> str:
    """The page with the pictures as they are now."""
    for name, picture in (("rule graph", rule_graph()), ("module graph", module_graph())):
        page = re.sub(BLOCK.format(name), lambda _: picture, page, count=1, flags=re.S)  # noqa: B023
    return page


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
