"""A run as a Workflow Run RO-Crate: a zip of all it read and made, with who ran what.

After https://w3id.org/ro/wfrun/workflow/0.5 on RO-Crate 1.1. The entities are plain dictionaries:
the library for crates stamps the hour, and would need as many lines.
"""

from __future__ import annotations

import json
import mimetypes
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .files import replacing

METADATA = "ro-crate-metadata.json"
PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": ("Process Run Crate", "0.5"),
    "https://w3id.org/ro/wfrun/workflow/0.5": ("Workflow Run Crate", "0.5"),
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0": ("Workflow RO-Crate", "1.0"),
}
CONTEXT = [
    "https://w3id.org/ro/crate/1.1/context",
    {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"},
]
SNAKEMAKE = "https://w3id.org/workflowhub/workflow-ro-crate#snakemake"
ELSEWHERE = {"python": "https://www.python.org/", "browser": "https://www.chromium.org/"}
RUN, AGENT, AUTHOR = "#run", "#agent", "#author"
EPOCH = (1980, 1, 1, 0, 0, 0)  # of every member, so that one run gives one zip


@dataclass(frozen=True)
class Run:
    """A run to be described.

    `licence`: of the code, an SPDX identifier; `author`: the body that answers for it;
    `workflow`: the Snakefile; `licences`: path → the terms of that file; `ended`: the moment, in
    ISO 8601; `agent`: who ran it, or "" if that is not said. All paths are from the crate's root.
    """

    name: str
    description: str
    version: str
    licence: str
    author: str
    workflow: str
    record: dict
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    others: Iterable[str]
    licences: Mapping[str, str]
    ended: str
    agent: str


def write_crate(path: str | Path, run: Run, files: Mapping[str, Path]) -> None:
    """Write the crate; `files`: where each of its files lies now."""
    with replacing(path) as temporary, zipfile.ZipFile(temporary, "w") as crate:
        content = {METADATA: _json(run)} | {name: f.read_bytes() for name, f in files.items()}
        for name in sorted(content):
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            crate.writestr(member, content[name])


def _json(run: Run) -> bytes:
    graph = {"@context": CONTEXT, "@graph": list(entities(run))}
    return (json.dumps(graph, indent=1, ensure_ascii=False) + "\n").encode()


def entities(run: Run) -> Iterable[dict]:
    """The entities that describe the run: the crate, its files, the tools and the action."""
    digests = {**run.inputs, **run.outputs}
    names = sorted({*digests, *run.others} - {run.workflow})
    tools = {_address(**tool): tool for tool in run.record["made_with"]}
    licence = f"https://spdx.org/licenses/{run.licence}"
    yield {
        "@id": METADATA, "@type": "CreativeWork", "about": _at("./"),
        "conformsTo": [_at("https://w3id.org/ro/crate/1.1"), *map(_at, list(PROFILES)[-1:])],
    }  # fmt: skip
    yield {
        "@id": "./", "@type": "Dataset", "name": run.name, "description": run.description,
        "datePublished": run.ended, "license": _at(licence), "author": _at(AUTHOR),
        "publisher": _at(AUTHOR), "conformsTo": [*map(_at, PROFILES)],
        "mainEntity": _at(run.workflow), "mentions": _at(RUN),
        "hasPart": [_at(name) for name in (run.workflow, *names)],
    }  # fmt: skip
    yield {"@id": licence, "@type": "CreativeWork", "name": run.licence, "identifier": run.licence,
           "url": licence, "description": "of the code"}  # fmt: skip
    yield {"@id": AUTHOR, "@type": "Organization", "name": run.author}
    for profile, (name, edition) in PROFILES.items():
        yield {"@id": profile, "@type": "CreativeWork", "name": name, "version": edition}
    yield {
        "@id": run.workflow, "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"],
        "name": run.name, "programmingLanguage": _at(SNAKEMAKE), "softwareRequirements":
        [*map(_at, tools)], "encodingFormat": "text/plain", "version": run.version,
    }  # fmt: skip
    yield {
        "@id": SNAKEMAKE, "@type": "ComputerLanguage", "name": "Snakemake", "url":
        _at("https://snakemake.github.io"), "identifier": _at("https://snakemake.github.io"),
    }  # fmt: skip
    for address, tool in tools.items():
        yield {"@id": address, "@type": "SoftwareApplication", "url": address, **tool}
    if run.agent:
        yield {"@id": AGENT, "@type": "Person", "name": run.agent}
    yield {
        "@id": RUN, "@type": "CreateAction", "name": f"A run of {run.workflow}",
        "description": "All inputs read, checked and recomputed; all outputs written anew.",
        "instrument": _at(run.workflow), "endTime": run.ended,
        "actionStatus": "http://schema.org/CompletedActionStatus",
        **({"agent": _at(AGENT)} if run.agent else {}),
        "object": [_at(name) for name in sorted(run.inputs)],
        "result": [_at(name) for name in sorted(run.outputs)],
    }  # fmt: skip
    for name in names:
        yield {
            "@id": name, "@type": "File", "name": name,
            "encodingFormat": mimetypes.guess_type(name)[0] or "text/plain",
            **({"sha256": digests[name]} if name in digests else {}),
            **({"license": run.licences[name]} if name in run.licences else {}),
            **({"about": _at("./")} if name == "README.md" else {}),
        }  # fmt: skip


def _address(name: str, version: str) -> str:
    """Where a tool of this version is to be had."""
    return ELSEWHERE.get(name, f"https://pypi.org/project/{name}/{version}/")


def _at(name: str) -> dict[str, str]:
    return {"@id": name}
