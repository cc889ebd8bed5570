"""One encoder, several heads.

The encoder is a BERT of six layers (MiniLM) over a window of neighbouring sentences; every head works on words (the
vector of a word's first piece). Word heads score each word, pair heads score two words with a biaffine product
(Dozat and Manning 2017). ``export.py`` writes the same modules to ONNX.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

ROLES = ("agent", "object", "place", "when", "quantity", "source")
NAME_TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
SHAPES = 6  # 0 no letters, 1 lower, 2 Title, 3 UPPER, 4 miXed, 5 padding and special pieces


@dataclass(frozen=True)
class Sizes:
    """What the labels fix: how many of each."""

    upos: int
    xpos: int
    lemma: int
    deprel: int
    srl: int
    types: int
    statuses: int = 4
    width: int = 384
    layers: int = 6
    attention: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512


class Layer(nn.Module):
    """A transformer layer with its norm behind (as BERT has it)."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.heads = sizes.attention
        self.qkv = nn.Linear(sizes.width, 3 * sizes.width)
        self.out = nn.Linear(sizes.width, sizes.width)
        self.norm1 = nn.LayerNorm(sizes.width, eps=1e-12)
        self.up = nn.Linear(sizes.width, sizes.inner)
        self.down = nn.Linear(sizes.inner, sizes.width)
        self.norm2 = nn.LayerNorm(sizes.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """``x`` (batch, pieces, width); ``bias`` (batch, 1, 1, pieces), very negative where there is no piece."""
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype)).transpose(1, 2).reshape(b, n, w)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces and their letter shapes to vectors of words."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(sizes.vocabulary, sizes.width)
        self.positions = nn.Embedding(sizes.positions, sizes.width)
        self.shapes = nn.Embedding(SHAPES, sizes.width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers))

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """``pieces``, ``shapes``, ``mask`` (batch, pieces); ``first`` (batch, words), the first piece of each word.

        Returns (batch, words, width).
        """
        place = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.positions(place)[None] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x.gather(1, first[:, :, None].expand(-1, -1, x.shape[-1]))


def perceptron(width: int, out: int, dropout: float = 0.2) -> nn.Sequential:
    """A linear map with a rectifier: what comes before each biaffine product."""
    return nn.Sequential(nn.Linear(width, out), nn.ReLU(), nn.Dropout(dropout))


class WordHeads(nn.Module):
    """Scores of single words and of head-dependent arcs, for a whole window at once."""

    def __init__(self, sizes: Sizes, arc: int = 256) -> None:
        super().__init__()
        self.dropout = nn.Dropout(0.2)
        self.upos = nn.Linear(sizes.width, sizes.upos)
        self.xpos = nn.Linear(sizes.width, sizes.xpos)
        self.lemma = nn.Linear(sizes.width, sizes.lemma)
        self.names = nn.Linear(sizes.width, len(NAME_TAGS))
        self.trigger = nn.Linear(sizes.width, sizes.types)
        self.status = nn.Linear(sizes.width, sizes.statuses)
        self.predicate = nn.Linear(sizes.width, 1)
        self.dependent = perceptron(sizes.width, arc)
        self.head = perceptron(sizes.width, arc)
        self.arc = nn.Linear(arc, arc, bias=False)
        self.arc_bias = nn.Linear(arc, 1)

    def forward(self, h: Tensor) -> dict[str, Tensor]:
        """``h`` (batch, words, width) to a score tensor by head's name; ``arcs`` (batch, dependent, head).

        The root of a sentence is the word that is its own head.
        """
        h = self.dropout(h)
        dependent, head = self.dependent(h), self.head(h)
        arcs = self.arc(dependent) @ head.transpose(1, 2) / 16.0 + self.arc_bias(head).transpose(1, 2)
        return {
            "upos": self.upos(h),
            "xpos": self.xpos(h),
            "lemma": self.lemma(h),
            "names": self.names(h),
            "trigger": self.trigger(h),
            "status": self.status(h),
            "predicate": self.predicate(h).squeeze(-1),
            "arcs": arcs,
        }


class Biaffine(nn.Module):
    """Scores of given pairs of words: (pairs, width), (pairs, width) to (pairs, labels)."""

    def __init__(self, width: int, size: int, labels: int) -> None:
        super().__init__()
        self.left = perceptron(width, size)
        self.right = perceptron(width, size)
        self.mix = nn.Parameter(torch.randn(labels, size, size) * (1.0 / size))
        self.plain = nn.Linear(2 * size, labels)

    def pairs(self, left: Tensor, right: Tensor) -> Tensor:
        """Pair by pair: ``left`` and ``right`` (pairs, width) to (pairs, labels)."""
        a, b = self.left(left), self.right(right)
        labels, size, _ = self.mix.shape
        mixed = (a @ self.mix.permute(1, 0, 2).reshape(size, labels * size)).view(-1, labels, size)
        return (mixed * b[:, None, :]).sum(-1) + self.plain(torch.cat([a, b], -1))

    def cross(self, left: Tensor, right: Tensor) -> Tensor:
        """Each left with all its rights: (n, width), (n, m, width) or one (m, width) for all, to (n, m, labels)."""
        a, b = self.left(left), self.right(right)
        labels, size, _ = self.mix.shape
        mixed = (a @ self.mix.permute(1, 0, 2).reshape(size, labels * size)).view(-1, labels, size)
        w_left, w_right = self.plain.weight[:, :size], self.plain.weight[:, size:]
        plain = (a @ w_left.T)[:, None, :] + b @ w_right.T + self.plain.bias
        return b @ mixed.transpose(1, 2) + plain


class PairHeads(nn.Module):
    """Scores of pairs of words: dependency labels, semantic roles, claim roles, reference."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.deprel = Biaffine(sizes.width, 128, sizes.deprel)
        self.srl = Biaffine(sizes.width, 128, sizes.srl)
        self.types = nn.Embedding(sizes.types, sizes.width)
        nn.init.normal_(self.types.weight, std=0.02)
        self.role = Biaffine(sizes.width, 192, len(ROLES))
        self.reference = Biaffine(sizes.width, 128, 1)
        self.distance = nn.Embedding(10, 1)
        self.alike = nn.Embedding(4, 1)
        nn.init.zeros_(self.distance.weight)
        nn.init.zeros_(self.alike.weight)
        self.new = nn.Linear(sizes.width, 1)


class Network(nn.Module):
    """The encoder with all heads."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes, dropout)
        self.word = WordHeads(sizes)
        self.pair = PairHeads(sizes)

    def expect_few(self) -> None:
        """Sets the claim heads to expect what is rare: few words are triggers, few pairs are roles."""
        nn.init.constant_(self.word.trigger.bias, -5.0)
        nn.init.constant_(self.pair.role.plain.bias, -5.0)

    def start_from(self, tensors: dict[str, Tensor]) -> None:
        """Takes over the published MiniLM weights (names as in the Hugging Face BERT)."""
        e = self.encoder
        with torch.no_grad():
            e.words.weight.copy_(tensors["embeddings.word_embeddings.weight"])
            kind = tensors["embeddings.token_type_embeddings.weight"][0]
            e.positions.weight.copy_(tensors["embeddings.position_embeddings.weight"] + kind)
            e.norm.weight.copy_(tensors["embeddings.LayerNorm.weight"])
            e.norm.bias.copy_(tensors["embeddings.LayerNorm.bias"])
            for i, layer in enumerate(e.layers):
                p = f"encoder.layer.{i}."
                parts = [p + f"attention.self.{n}." for n in ("query", "key", "value")]
                layer.qkv.weight.copy_(torch.cat([tensors[q + "weight"] for q in parts]))
                layer.qkv.bias.copy_(torch.cat([tensors[q + "bias"] for q in parts]))
                for ours, theirs in (
                    (layer.out, "attention.output.dense"),
                    (layer.norm1, "attention.output.LayerNorm"),
                    (layer.up, "intermediate.dense"),
                    (layer.down, "output.dense"),
                    (layer.norm2, "output.LayerNorm"),
                ):
                    ours.weight.copy_(tensors[p + theirs + ".weight"])
                    ours.bias.copy_(tensors[p + theirs + ".bias"])
