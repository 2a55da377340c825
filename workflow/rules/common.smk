from snakemake.common.configfile import load_configfile

# What the rules share: where things lie, and what each step's results depend on besides its data.

RAW = "data/raw"
PROCESSED = "data/processed"
EXHIBITS = load_configfile("src/cdfc/exhibits.yaml")["exhibits"]
TABLES = [exhibit for exhibit in EXHIBITS if not exhibit.startswith("figure")]
ENGINE = sorted(map(str, Path("src/recompute").glob("*.*")))


wildcard_constraints:
    chapter="[a-z0-9_]+",


def raw_files(wildcards):
    """The raw files of a chapter."""
    return [f"{RAW}/{source}" for source in config["chapters"][wildcards.chapter]]


def raw_cards(wildcards):
    """Their cards, and the cards of the publications they come from."""
    files = [Path(name) for name in raw_files(wildcards)]
    folders = sorted({file.parent / "source.yaml" for file in files})
    return [file.with_suffix(".yaml") for file in files] + folders
