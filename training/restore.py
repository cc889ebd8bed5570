"""Makes a checkpoint of a shipped model, to train on from where it was left.

usage: restore.py MODEL_DIR OUT.pt

The opposite of export.py: weights in eight bits become floats again (a shipped model is near enough to its own
checkpoint that an epoch makes up for the difference). The head that is not shipped (predicates) starts anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from export import STATUSES, TYPES
from network import Network, Sizes

PARTS = {
    "deprel": ("head.", "pair.deprel."), "srl": ("head.", "pair.srl."), "roles": ("pair.", "pair."),
    "reference": ("pair.", "pair."),
}  # fmt: skip
"""The files of the pair heads: what their weights' names begin with there and in the network."""
BIAFFINE = {"deprel": "pair.deprel", "srl": "pair.srl", "roles": "pair.role", "reference": "pair.reference"}


def tensors(path: Path) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """The named weights of a file as floats, and the matrices of its products by the name of the product's node."""
    graph = onnx.load(path).graph
    raw = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    for name in [n for n in raw if n.endswith("_quantized")]:
        stem = name.removesuffix("_quantized")
        zero = raw[stem + "_zero_point"].astype(np.float32)
        raw[stem] = (raw[name].astype(np.float32) - zero) * raw[stem + "_scale"]
    products = {}
    for node in graph.node:
        if node.op_type in ("MatMul", "MatMulInteger") and len(node.input) > 1:
            stem = node.input[1].removesuffix("_quantized")
            if stem in raw:
                products[node.name.removesuffix("_quant").removesuffix("/MatMul")] = _tensor(raw[stem])
    return {k: _tensor(v) for k, v in raw.items() if v.dtype == np.float32}, products


def _tensor(array: np.ndarray) -> Tensor:
    return torch.from_numpy(np.array(array, dtype=np.float32))


def restore(folder: Path) -> dict[str, object]:
    """The checkpoint in the form that train.py writes."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    kept = {k: labels[k] for k in ("upos", "xpos", "deprel", "lemma")}
    sizes = Sizes(*(len(kept[k]) for k in ("upos", "xpos", "lemma", "deprel")), len(labels["srl"]), len(TYPES))
    assert labels["statuses"] == list(STATUSES) and labels["types"] == list(TYPES)
    network = Network(sizes)
    state = network.state_dict()
    found: dict[str, Tensor] = {}
    named, products = tensors(folder / "words.onnx")
    found |= {k.removeprefix("network."): v for k, v in named.items()}
    for node, matrix in products.items():
        key = node.strip("/").replace("/", ".")
        for twice in ("dependent", "head"):
            key = key.replace(f"{twice}.{twice}.", f"{twice}.")
        found[key + ".weight"] = matrix.T.contiguous()
    for part, (theirs, ours) in PARTS.items():
        named, products = tensors(folder / f"{part}.onnx")
        found |= {ours + k.removeprefix(theirs): v for k, v in named.items() if k.startswith(theirs)}
        head = BIAFFINE[part]
        labels_in, size, _ = state[f"{head}.mix"].shape
        mixing = next(p for p in products.values() if p.numel() == size * labels_in * size)
        found[f"{head}.mix"] = mixing.view(size, labels_in, size).permute(1, 0, 2).contiguous()
        if f"{head}.plain.weight" not in found:
            halves = [p.T for p in products.values() if p.shape == (size, labels_in) and p is not mixing]
            found[f"{head}.plain.weight"] = torch.cat(halves, 1).contiguous()
    found["pair.distance.weight"] = torch.tensor(labels["distance"])[:, None]
    found["pair.alike.weight"] = torch.tensor(labels["alike"])[:, None]
    for key in [k for k, v in found.items() if v.dim() == 2 and k in state and v.T.shape == state[k].shape != v.shape]:
        found[key] = found[key].T.contiguous()  # eight bits are kept the other way round
    taken = {k: v for k, v in found.items() if k in state and v.shape == state[k].shape}
    left = sorted(set(state) - set(taken))
    print("taken", len(taken), "of", len(state), "; anew:", left)
    return {"state": state | taken, "labels": kept, "sizes": vars(sizes), "claims": True}


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    torch.save(restore(Path(sys.argv[1])), sys.argv[2])
