"""Copies what the desk needs in the browser from node_modules/ (made by ``npm ci``) into the package.

    python scripts/vendor.py

What is copied stands in ``FILES``: the file in node_modules and its name in static/vendor. The licences go along.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "src" / "oathbook" / "views" / "desk" / "static" / "vendor"
FILES = {
    "cytoscape": {"dist/cytoscape.min.js": "cytoscape.min.js", "LICENSE": "cytoscape.LICENSE.txt"},
    "htmx.org": {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE.txt"},
}
"""By package: which of its files are taken, and the names they get."""


def main() -> int:
    """Copy; exit status 1 with a line where a file is not there."""
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    versions = {}
    for package, files in FILES.items():
        for taken, name in files.items():
            source = MODULES / package / taken
            if not source.is_file():
                print(f"vendor.py: {source} is not there; run `npm ci` first", file=sys.stderr)
                return 1
            shutil.copyfile(source, TARGET / name)
        versions[package] = json.loads((MODULES / package / "package.json").read_text(encoding="utf-8"))["version"]
    (TARGET / "versions.json").write_text(json.dumps(versions, indent=1) + "\n", encoding="utf-8")
    print(", ".join(f"{package} {version}" for package, version in versions.items()), "in", TARGET.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
