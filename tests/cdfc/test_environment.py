"""What the project needs, and where it is pinned: two locks, and conda's environment."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement

from .conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCK, CLUSTER_LOCK = "requirements.lock", "requirements-cluster.lock"


def pinned(lock):
    """Each package of a lock with its version; some are there once for each range of Pythons."""
    text = (ROOT / lock).read_text("utf-8")
    found = re.findall(r"^([a-z0-9-]+)==(\S+)(?: ; .*)? \\\n    --hash=sha256:", text, re.M)
    assert len(found) == len(re.findall(r"^\S+==", text, re.M))  # none is without a hash
    return found


@pytest.mark.parametrize(
    ("lock", "asked"),
    [(LOCK, PROJECT["dependencies"] + EXTRAS["dev"]), (CLUSTER_LOCK, EXTRAS["cluster"])],
)
def test_the_locks_pin_every_dependency_with_a_hash(lock, asked):
    found = pinned(lock)
    for requirement in map(Requirement, asked):
        versions = [version for name, version in found if name == requirement.name]
        assert versions
        assert all(map(requirement.specifier.contains, versions)), requirement


def test_the_cluster_s_lock_holds_only_what_it_adds():
    assert not dict(pinned(CLUSTER_LOCK)).keys() & dict(pinned(LOCK)).keys()


def test_the_conda_environment_is_in_step_with_the_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    python, pip, rest = environment["dependencies"]
    assert rest == {"pip": ["--require-hashes", f"-r {LOCK}"]}
    assert pip == "pip"
    assert PROJECT["requires-python"] == f">={python.partition('=')[2]}"
