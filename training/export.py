"""Writes a checkpoint as the ONNX files that ``oathbook.reading.encoder`` runs.

usage: export.py CHECKPOINT.pt --start MINILM_DIR --out MODEL_DIR [--float]

words.onnx holds the encoder and the word heads (its weights in eight bits unless --float), deprel, roles, srl and
reference.onnx the pair heads. labels.json names every output.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from data import SRL_LABELS
from network import NAME_TAGS, ROLES, Network, Sizes

TYPES = (
    "pledge join leave form merge expel demand ally fight kill detain release hold seize withdraw base strength "
    "lead belong truce support"
).split()
FLOAT_LAYER = 0
"""The layer of the encoder that is not stored in eight bits: it loses most by it (0.2 points of LAS on EWT)."""
STATUSES = ("actual", "planned", "possible", "denied")


class Words(nn.Module):
    """Encoder and word heads, labels chosen inside."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        h = self.network.encoder(pieces, shapes, mask, first)
        s = self.network.word(h)
        best = (s["upos"].argmax(-1), s["xpos"].argmax(-1), s["lemma"].argmax(-1))
        return (*best, s["names"], s["trigger"], s["status"], s["arcs"], h)


class Deprel(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.head = network.pair.deprel

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        return self.head.pairs(left, right).argmax(-1)


class Roles(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.pair = network.pair

    def forward(self, left: Tensor, types: Tensor, right: Tensor) -> Tensor:
        return self.pair.role.cross(left + self.pair.types(types), right)


class Srl(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.head = network.pair.srl

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        return self.head.cross(left, right).softmax(-1)


class Reference(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.pair = network.pair

    def forward(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        a, b = self.pair.reference.left(vectors), self.pair.reference.right(vectors)
        size = a.shape[-1]
        plain = self.pair.reference.plain
        scores = (a @ self.pair.reference.mix[0]) @ b.T
        scores = scores + a @ plain.weight[:, :size].T + (b @ plain.weight[:, size:].T).T + plain.bias
        return scores, self.pair.new(vectors).squeeze(-1)


def main() -> None:
    """Exports, quantizes, and writes labels and vocabulary."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true")
    args = parser.parse_args()
    kept = torch.load(args.checkpoint, weights_only=True)
    network = Network(Sizes(**kept["sizes"]))
    network.load_state_dict(kept["state"])
    network.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    w = network.sizes.width
    ids = torch.randint(1000, 2000, (3, 20))
    example = (ids, torch.ones_like(ids), torch.ones(3, 20), torch.arange(1, 13).expand(3, -1).contiguous())
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "words.onnx"
        save(
            Words(network), example, plain, ["pieces", "shapes", "mask", "first"],
            ["upos", "xpos", "lemma", "names", "trigger", "status", "arcs", "vectors"],
            {k: {0: "b", 1: "n"} for k in ("pieces", "shapes", "mask")} | {"first": {0: "b", 1: "t"}},
        )  # fmt: skip
        if args.float:
            shutil.copy(plain, args.out / "words.onnx")
        else:
            first = [n.name for n in onnx.load(plain).graph.node if f"/layers.{FLOAT_LAYER}/" in n.name]
            quantize_dynamic(
                plain,
                args.out / "words.onnx",
                per_channel=True,
                reduce_range=True,
                weight_type=QuantType.QInt8,
                nodes_to_exclude=first,
            )
    pair = (torch.randn(5, w), torch.randn(5, w))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "deprel.onnx"
        save(Deprel(network), pair, plain, ["left", "right"], ["label"], {"left": {0: "k"}, "right": {0: "k"}})
        quantize_dynamic(
            plain, args.out / "deprel.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
    example_roles = (torch.randn(5, w), torch.zeros(5, dtype=torch.long), torch.randn(7, w))
    save(Roles(network), example_roles, args.out / "roles.onnx", ["left", "types", "right"], ["scores"],
         {"left": {0: "k"}, "types": {0: "k"}, "right": {0: "m"}})  # fmt: skip
    example_srl = (torch.randn(5, w), torch.randn(7, w))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "srl.onnx"
        save(Srl(network), example_srl, plain, ["left", "right"], ["shares"], {"left": {0: "k"}, "right": {0: "m"}})
        quantize_dynamic(plain, args.out / "srl.onnx", reduce_range=True, weight_type=QuantType.QInt8)
    save(
        Reference(network),
        (torch.randn(6, w),),
        args.out / "reference.onnx",
        ["vectors"],
        ["scores", "new"],
        {"vectors": {0: "m"}},
    )
    pair = network.pair
    labels = {
        **kept["labels"],
        "names": list(NAME_TAGS),
        "types": list(TYPES),
        "statuses": list(STATUSES),
        "roles": list(ROLES),
        "srl": list(SRL_LABELS),
        "width": w,
        "distance": [round(v, 5) for v in pair.distance.weight.flatten().tolist()],
        "alike": [round(v, 5) for v in pair.alike.weight.flatten().tolist()],
    }
    digest = hashlib.sha256((args.out / "words.onnx").read_bytes() + (args.out / "roles.onnx").read_bytes()).hexdigest()
    labels["version"] = digest[:8]
    (args.out / "labels.json").write_text(json.dumps(labels, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    shutil.copy(args.start / "vocab.txt", args.out / "vocab.txt")
    sizes = {p.name: p.stat().st_size for p in sorted(args.out.iterdir())}
    print(sizes, sum(sizes.values()) / 1e6, "MB", "version", labels["version"])


def save(module: nn.Module, example: tuple[Tensor, ...], path: Path, inputs: list[str], outputs: list[str],
         axes: dict[str, dict[int, str]]) -> None:  # fmt: skip
    """One module as ONNX with named, growing axes."""
    module.eval()
    torch.onnx.export(module, example, str(path), input_names=inputs, output_names=outputs, dynamic_axes=axes,
                      opset_version=17, dynamo=False)  # fmt: skip


if __name__ == "__main__":
    main()
