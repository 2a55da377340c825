"""What `make rulegraph` calls: the pictures of docs/architecture.md."""

import runpy
from pathlib import Path

if __name__ == "__main__":
    runpy.run_path(str(Path(__file__).with_name("pictures.py")), run_name="__main__")
