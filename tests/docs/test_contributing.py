"""What contributors read and run: commands that exist, hooks that are valid, a changelog in form."""

import re
import tomllib

import pytest
import yaml

SUPPLIED = ("data/raw/extracts/", "examples/synthetic/report/")  # there once somebody made them
GROUPS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]  # of Keep a Changelog


def test_the_hooks_are_local_and_part_of_make_lint(root):
    config = yaml.safe_load((root / ".pre-commit-config.yaml").read_text("utf-8"))
    (repo,) = config["repos"]
    assert repo["repo"] == "local"
    for hook in repo["hooks"]:
        assert hook["language"] == "system"
        assert {"id", "name", "entry"} <= set(hook)
        more = {"language", "types_or", "pass_filenames", "files"}
        assert set(hook) <= {"id", "name", "entry"} | more
        re.compile(hook.get("files", ""))
    asked = {hook["entry"].replace(".venv/bin/", "") for hook in repo["hooks"]}
    recipe = re.search(r"^lint:.*\n((?:\t.*\n)+)", (root / "Makefile").read_text("utf-8"), re.M)
    linted = re.findall(r"\$\(BIN\)/(.+?)(?: \.)?\n", recipe[1])
    assert {"ruff check", "ruff format --check", "snakemake --lint"} <= asked <= set(linted)


def test_the_changelog_has_its_form(root):
    text = (root / "CHANGELOG.md").read_text("utf-8")
    versions = re.findall(r"^## \[(.+?)\](?: - \d{4}-\d{2}-\d{2})?$", text, re.M)
    assert versions[0] == "Unreleased"
    assert len(versions) == text.count("\n## ")
    for part in text.split("\n## ")[1:]:
        groups = re.findall(r"^### (\w+)$", part, re.M)
        assert groups == [name for name in GROUPS if name in groups]
        assert groups
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] in text


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/architecture.md", "README.md"])
def test_every_make_target_module_and_file_that_it_names_exists(root, targets, name):
    text = (root / name).read_text("utf-8")
    assert set(re.findall(r"(?:^|`)make ([a-z][a-z-]*)", text, re.M)) - targets == set()
    for module in re.findall(r"python -m (cdfc\S*?)[ `\n]", text):
        path = root / "src" / module.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module
    named = re.findall(r"`((?:src|docs|tests|workflow|config|examples|data/raw)/[\w./-]*)`", text)
    for path in [*named, *re.findall(r"\]\(([\w/.]+)\)", text)]:
        assert (root / path).exists() or path.startswith(SUPPLIED), path
