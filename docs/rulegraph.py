"""Put the graph of the workflow's rules, as snakemake draws it, into the README."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"(?<=<!-- rule graph -->\n```mermaid\n).*?(?=```)", re.S)


def rule_graph() -> str:
    """The graph in Mermaid's words, without the title and the colours."""
    command = [sys.executable, "-m", "snakemake", "--rulegraph", "mermaid-js", "--quiet", "all"]
    graph = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = dict(re.findall(r"(id\d+)\[(\w+)\]", graph))
    arrows = re.findall(r"(id\d+) --> (id\d+)", graph)
    # Snakemake's order changes from run to run; the graph does not.
    lines = sorted(f"  {names[start]} --> {names[end]}" for start, end in arrows)
    return "\n".join(["flowchart LR", *lines, ""])


if __name__ == "__main__":
    readme = ROOT / "README.md"
    readme.write_text(
        BLOCK.sub(lambda _: rule_graph(), readme.read_text("utf-8"), count=1), "utf-8"
    )
