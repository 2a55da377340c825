"""The profile of a cluster; tests/cluster/slurm.sh runs the workflow by it."""

import re

import yaml

from .conftest import ROOT


def test_the_profile_says_what_every_rule_needs():
    # snakemake passes over a rule's name that it does not know, so a wrong one would go unseen.
    profile = yaml.safe_load((ROOT / "profiles/slurm/config.yaml").read_text("utf-8"))
    files = (file.read_text("utf-8") for file in (ROOT / "workflow/rules").glob("*.smk"))
    rules = {rule for text in files for rule in re.findall(r"^rule (\w+):", text, re.M)}
    assert set(profile["set-resources"]) == rules
    for needs in profile["set-resources"].values():
        assert set(needs) == {"mem_mb", "runtime"}
