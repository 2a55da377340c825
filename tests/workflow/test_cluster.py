"""What a cluster needs besides: its profile and its lock. tests/cluster/slurm.sh runs them."""

import re
import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; .*)? \\\n    --hash=sha256:", re.M)


def test_the_profile_says_what_every_rule_needs():
    # snakemake passes over a rule's name that it does not know, so a wrong one would go unseen.
    profile = yaml.safe_load((ROOT / "profiles/slurm/config.yaml").read_text("utf-8"))
    rules = set()
    for file in (ROOT / "workflow/rules").glob("*.smk"):
        rules |= set(re.findall(r"^rule (\w+):", file.read_text("utf-8"), re.M))
    assert set(profile["set-resources"]) == rules
    for needs in profile["set-resources"].values():
        assert set(needs) == {"mem_mb", "runtime"}


def test_the_cluster_s_lock_adds_to_the_lock_what_the_extra_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lock = (ROOT / "requirements-cluster.lock").read_text("utf-8")
    added = dict(PINNED.findall(lock))
    assert len(added) == len(re.findall("==", lock))
    for requirement in map(Requirement, project["optional-dependencies"]["cluster"]):
        assert requirement.specifier.contains(added[requirement.name]), requirement
    assert not set(added) & set(
        dict(PINNED.findall((ROOT / "requirements.lock").read_text("utf-8")))
    )
