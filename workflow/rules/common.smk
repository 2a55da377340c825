import csv
import fcntl
import hashlib
import os
import shutil
import time

from snakemake.exceptions import WorkflowError

from cdfc.versions import commit
from recompute import record
from recompute.errors import InputError
from recompute.files import PARTIAL
from recompute.labels import EXHIBIT
from recompute.labels import EXHIBITS as CALLED
from recompute.pdf import browser

# What the rules share: where things lie, and what each step's results depend on besides its data.

RAW = "data/raw"
PROCESSED = "data/processed"
REPORT = f"{RAW}/{config['report']}"
DEFINITIONS = config["definitions"]
if not Path(f"{REPORT}/exhibits.csv").is_file():
    raise WorkflowError(
        f"error: config/config.yaml, report: found {config['report']}; expected a folder with exhibits.csv"
    )
with open(f"{REPORT}/exhibits.csv", encoding="utf-8", newline="") as catalogue:
    EXHIBITS = {row["exhibit"]: f"{row['printed']}. {row['title']}" for row in csv.DictReader(catalogue)}
TABLES = [exhibit for exhibit in EXHIBITS if not exhibit.startswith("figure")]
SOURCE = os.path.relpath(Path(workflow.basedir) / "src")  # another report runs in its own folder
ENGINE = sorted(
    str(file)
    for file in (*Path(f"{SOURCE}/cdfc").glob("*.py"), *Path(f"{SOURCE}/recompute").rglob("*.*"))
    if file.suffix in (".py", ".json", ".csv", ".yaml", ".j2", ".css", ".js")
)
# The same as one word, for a rule with so many jobs that looking at each file would take longest.
ENGINE_DIGEST = hashlib.sha256(b"".join(Path(file).read_bytes() for file in ENGINE)).hexdigest()


BROWSER = browser() or ""  # without one no PDF is made, and the last lines of `make report` say so
# The English of the labels, where a report has one.
ENGLISH_LABELS = [file for file in [f"{DEFINITIONS}/english.csv"] if Path(file).is_file()]


def shown(file, caption, **labels):
    """An output that `snakemake --report` shows, below the caption of this name."""
    kept = update(file)
    return report(kept, caption=f"../report/{caption}.rst", category=caption.capitalize(), labels=labels)


wildcard_constraints:
    chapter="[a-z0-9_]+",
    kind="[a-z0-9_]+",
    file="[A-Za-z0-9_]+",


def raw_files(wildcards):
    """The raw files of a chapter."""
    return [f"{RAW}/{source}" for source in config["chapters"][wildcards.chapter]]


def raw_cards(wildcards):
    """Their cards, and the cards of the publications they come from."""
    files = [Path(name) for name in raw_files(wildcards)]
    folders = sorted({file.parent / "source.yaml" for file in files})
    return [file.with_suffix(".yaml") for file in files] + folders


def _supplied():
    """The supplied extracts: name among the outputs → source, and kind → names."""
    if not Path(f"{RAW}/extracts").is_dir():
        return {}, {}
    from cdfc.supplied import supplied_kinds

    try:
        return supplied_kinds(config.get("extracts", {}))
    except InputError as error:
        raise WorkflowError(f"error: {error}")


SUPPLIED, NAMES_OF = _supplied()


def tallied_files(wildcards):
    """What the rows of supplied extracts were counted into, of the kinds that feed a chapter."""
    feeding = config.get("extracts", {}).items()
    kinds = [kind for kind, chapter in feeding if chapter == wildcards.chapter and kind in NAMES_OF]
    return [f"{PROCESSED}/extracts/{kind}/tallied.json" for kind in kinds]


def _check_inputs():
    """Stop if a configured file is not there: where outputs exist, snakemake would not ask."""
    wanted = [f"{DEFINITIONS}/chapters/{chapter}.py" for chapter in config["chapters"]]
    for sources in config["chapters"].values():
        for file in (Path(RAW) / source for source in sources):
            wanted += [file, file.with_suffix(".yaml"), file.parent / "source.yaml"]
    for kind in ("tables", "figures"):
        wanted += [f"{DEFINITIONS}/{kind}/{name}.py" for name in config[kind]]
    for path in wanted:
        if not Path(path).is_file():
            raise WorkflowError(f"error: {path}: found no file; expected it, as config/config.yaml says")
    for exhibit in EXHIBITS:
        if not EXHIBIT.fullmatch(exhibit):
            raise WorkflowError(f"error: {REPORT}/exhibits.csv: found « {exhibit} »; expected {CALLED}")
    for figure in config["figures"]:
        if figure not in EXHIBITS:
            raise WorkflowError(f"error: config/config.yaml, figures: found {figure}; expected an exhibit")


_check_inputs()

# All that a run reads.
READ = ["config/config.yaml", *record.files("", RAW)]
READ += sorted({*record.files("", DEFINITIONS), *ENGINE})
STARTED = time.time()


def alone():
    """Stop if another run is at work in this folder.

    The lock is the system's own, which ends with the process however that ends; the one of snakemake
    would stay behind, and have to be taken away by hand.
    """
    global running  # open until the end of the process
    os.makedirs(".snakemake", exist_ok=True)
    running = open(".snakemake/running", "a")
    try:
        fcntl.flock(running, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise WorkflowError(
            f"error: {os.getcwd()}: found another run at work in this folder; expected to be alone: "
            "wait until it has ended, or end it"
        )


def begin():
    """Note what this run reads, for the build record."""
    try:
        record.begin(Path(), READ)
    except InputError as error:
        raise WorkflowError(f"error: {error}")


def sweep():
    """Take away what a run left that was killed: files half-written, under names of their own."""
    shutil.rmtree("logs", ignore_errors=True)
    for folder in record.MADE:
        for file in Path(folder).rglob(f"{PARTIAL}*"):
            file.unlink()


def lift_rate_limit():
    """Let local jobs start as soon as there is a core.

    With a limit, each job that ends leaves a timer behind that wakes the scheduler for ever: with
    hundreds of files it would keep a core busy, and even a short run would wait a second to end.
    """
    if workflow.local_exec:
        workflow.scheduler.job_rate_limiter = None


def look_old(since):
    """Let what was made after this moment look older than its inputs, so that it is made again.

    A failed job's earlier outputs are put back with a new date, and the next run would take them for
    done. What comes from the future was made before the clock was set back; and if a file that was
    read has another content, but an old date, no date can be trusted.
    """
    for folder in record.MADE:
        for file in Path(folder).rglob("*"):
            if file.is_file() and file.stat().st_mtime > since:
                os.utime(file, (0, 0))


if workflow.is_main_process:
    look_old(0 if record.is_misdated(Path(), READ) else STARTED + 1)
