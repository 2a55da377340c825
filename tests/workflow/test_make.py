"""What is given to `make` reaches the programs as it is, and no shell or option parser takes it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOSTILE = (
    "$(touch pwned)",
    "$$(touch pwned)",
    "`touch pwned`",
    "; touch pwned",
    "x' ; touch pwned ; '",
    'x" ; touch pwned ; "',
    "| touch pwned",
    "&& touch pwned #",
    "a\ntouch pwned",
    "$(shell touch pwned)",
    "${IFS}touch${IFS}pwned",
    "> pwned",
    "--help",
    "-x",
    "../../etc/passwd",
    "*",
    "~",
    "\\",
    "%",
    "é «»\u202e",
)
# A stand-in for what the environment has: it only says how it was called.
STAND_IN = """#!/bin/sh
printf '%s\\0' "${0##*/}" "$@" END >> "$CALLS"
"""
TARGETS = ("trace", "conformance", "check-source", "verify", "benchmark")
VARIABLES = ("ID", "DIR", "FILE", "CARD", "RECORD", "ROWS", "FILES")


@pytest.fixture
def make(tmp_path):
    """A function that makes targets with variables, and gives the calls that these make."""
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    folder = tmp_path / "project"
    (folder / ".venv/bin").mkdir(parents=True)
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    for name in ("python", "snakemake"):
        (folder / ".venv/bin" / name).write_text(STAND_IN, "utf-8")
        (folder / ".venv/bin" / name).chmod(0o755)
    (folder / ".venv/.current").touch()
    calls = tmp_path / "calls"

    def run(*targets, variables, by_environment=False):
        calls.write_text("", "utf-8")
        given = [] if by_environment else [f"{name}={value}" for name, value in variables.items()]
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
        env = inherited | {"CALLS": str(calls)} | (variables if by_environment else {})
        command = ["make", *targets, *given]
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
        assert not [*tmp_path.rglob("pwned")], done
        said = calls.read_text("utf-8").split("\0END\0")
        return [tuple(call.split("\0")) for call in said if call]

    run.folder = folder
    return run


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_one_argument_and_nothing_else(make, value):
    called = [
        ("python", "-m", "cdfc", "trace", "--", value),
        ("python", "-m", "cdfc", "conformance", "--", value),
        ("python", "-m", "cdfc", "check-source", f"--card={value}", "--", value),
        ("python", "-m", "cdfc", "verify", "--of=.", "--", value),
        ("python", "benchmarks/extracts.py", value, value),
    ]
    variables = dict.fromkeys(VARIABLES, value)
    assert make(*TARGETS, variables=variables) == called
    assert make(*TARGETS, variables=variables, by_environment=True) == called


@pytest.mark.parametrize("value", [v for v in HOSTILE if "/" not in v])
def test_a_folder_of_any_name_can_be_worked_in(make, value):
    given = {"IN": value, "ID": "x"}
    assert make("report", variables=given) == []  # there is none
    (make.folder / value / "config").mkdir(parents=True)
    (make.folder / value / "config/config.yaml").touch()
    run, summary, trace, crate = make("report", "trace", "crate", variables=given)
    assert run[:2] == ("snakemake", f"--directory={value}")
    assert summary == ("python", "-m", "cdfc", "summary")
    assert trace == ("python", "-m", "cdfc", "trace", "--", "x")
    assert crate == ("python", "-m", "cdfc", "crate", f"--of={value}")
