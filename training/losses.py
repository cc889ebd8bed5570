"""The loss of each head. All return a mean over what they train on, or None where the batch has nothing for them."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from batches import IGNORE
from network import ROLES, Network

WEIGHTS = {
    "upos": 0.3, "xpos": 0.3, "lemma": 0.3, "names": 1.0, "arcs": 1.5, "deprel": 1.0, "predicate": 0.3, "srl": 0.6,
    "trigger": 0.7, "status": 0.3, "role": 0.7, "reference": 0.5,
}  # fmt: skip


def mask_arcs(arcs: Tensor, sentence: Tensor) -> Tensor:
    """Arcs between words of different sentences (and to padding) made impossible."""
    same = (sentence[:, :, None] == sentence[:, None, :]) & (sentence >= 0)[:, None, :]
    return arcs.float().masked_fill(~same, -1e4)


def losses(network: Network, inputs: dict[str, Tensor], targets: dict[str, Any]) -> dict[str, Tensor]:
    """One forward pass and all losses that the batch has targets for, unweighted, by head's name."""
    h = network.encoder(inputs["pieces"], inputs["shapes"], inputs["mask"], inputs["first"])
    scores = network.word(h)
    out: dict[str, Tensor] = {}
    for layer in ("upos", "xpos", "lemma"):
        if (targets[layer] != IGNORE).any():
            out[layer] = F.cross_entropy(
                scores[layer].float().flatten(0, 1), targets[layer].flatten(), ignore_index=IGNORE
            )
    marked = targets["names"] != IGNORE
    if marked.any():
        each = F.cross_entropy(scores["names"].float()[marked], targets["names"][marked], reduction="none")
        out["names"] = (each * targets["weight"][marked]).mean()
    treed = targets["heads"] != IGNORE
    if treed.any():
        arcs = mask_arcs(scores["arcs"], inputs["sentence"])
        out["arcs"] = F.cross_entropy(arcs[treed], targets["heads"][treed])
        row, word = treed.nonzero(as_tuple=True)
        labels = network.pair.deprel.pairs(h[row, word], h[row, targets["heads"][treed]])
        out["deprel"] = F.cross_entropy(labels.float(), targets["deprel"][treed], ignore_index=IGNORE)
    marked = targets["predicate"] >= 0
    if marked.any():
        out["predicate"] = F.binary_cross_entropy_with_logits(
            scores["predicate"].float()[marked], targets["predicate"][marked]
        )
    for name, loss in (
        ("srl", srl_loss(network, h, targets["frames"])),
        ("reference", reference_loss(network, h, targets["mentions"])),
    ):
        if loss is not None:
            out[name] = loss
    if targets["claim_words"].any():
        out |= claim_losses(network, h, scores, inputs["sentence"], targets)
    return out


def srl_loss(network: Network, h: Tensor, frames: list[Any]) -> Tensor | None:
    """Roles of given predicates over all words of their sentence, argument heads as targets."""
    if not frames:
        return None
    left, right, gold = [], [], []
    for row, offset, n, i, arguments in frames:
        target = torch.zeros(n, dtype=torch.long)
        for a, label in arguments:
            target[a] = label
        left.append(h[row, offset + i].expand(n, -1))
        right.append(h[row, offset : offset + n])
        gold.append(target)
    scores = network.pair.srl.pairs(torch.cat(left), torch.cat(right)).float()
    return F.cross_entropy(scores, torch.cat(gold))


def reference_loss(network: Network, h: Tensor, mentions: list[tuple[int, int, int, str]]) -> Tensor | None:
    """Each mention picks one of the mentions before it (of its own document) or none.

    Marginal likelihood over the true antecedents, as Lee et al. 2017 have it.
    """
    if len(mentions) < 2:
        return None
    mentions = mentions[:400]
    v = h[torch.tensor([m[0] for m in mentions]), torch.tensor([m[1] for m in mentions])]
    scores, allowed = reference_scores(network, v, [m[2] // 100_000 for m in mentions], [m[3] for m in mentions])
    cluster = torch.tensor([m[2] for m in mentions])
    gold = (cluster[:, None] == cluster[None, :]) & allowed
    none = ~gold.any(1, keepdim=True)
    full = torch.cat([scores, network.pair.new(v).float()], 1)
    right = torch.cat([gold, none], 1)
    return (full.logsumexp(1) - full.masked_fill(~right, -1e4).logsumexp(1)).mean()


def reference_scores(network: Network, v: Tensor, documents: list[int], words: list[str]) -> tuple[Tensor, Tensor]:
    """(mentions, mentions) scores of j being the antecedent of i, and which j may be (earlier, same document)."""
    n = len(words)
    pair = network.pair
    scores = pair.reference.cross(v, v).squeeze(-1).float()
    order = torch.arange(n)
    gap = (order[:, None] - order[None, :]).clamp(min=1)
    bucket = gap.float().log2().floor().long().clamp(max=9)
    same = torch.tensor([[int(a == b) for b in words] for a in words])
    scores = scores + pair.distance(bucket).squeeze(-1) + pair.alike(same).squeeze(-1)
    doc = torch.tensor(documents)
    allowed = (order[None, :] < order[:, None]) & (doc[:, None] == doc[None, :])
    return scores.masked_fill(~allowed, -1e4), allowed


def claim_losses(
    network: Network, h: Tensor, scores: dict[str, Tensor], sentence: Tensor, targets: dict[str, Any]
) -> dict[str, Tensor]:
    """Triggers (each word, each type), and for the marked triggers their status and the words that fill their roles."""
    out: dict[str, Tensor] = {}
    claims = targets["claims"]
    gold = torch.zeros_like(scores["trigger"], dtype=torch.float)
    counts = torch.ones_like(gold)
    for row, word, claim in claims:
        gold[row, word, claim["type"]] = 1
        counts[row, word, claim["type"]] = 0.0 if claim["doubt"] else 1.0
    marked = targets["claim_words"]
    each = F.binary_cross_entropy_with_logits(scores["trigger"].float()[marked], gold[marked], reduction="none")
    out["trigger"] = (each * counts[marked]).sum() / max(1.0, float((gold * counts).sum())) * 0.5
    if not claims:
        return out
    rows = torch.tensor([c[0] for c in claims])
    words = torch.tensor([c[1] for c in claims])
    types = torch.tensor([c[2]["type"] for c in claims])
    status = torch.tensor([c[2]["status"] for c in claims])
    out["status"] = F.cross_entropy(scores["status"].float()[rows, words], status)
    left = h[rows, words] + network.pair.types(types)
    role_scores = network.pair.role.cross(left, h[rows]).float()
    role_gold = torch.zeros_like(role_scores)
    for i, (_, _, claim) in enumerate(claims):
        for r, role in enumerate(ROLES):
            for w in claim["roles"][role]:
                role_gold[i, w, r] = 1
    valid = (sentence[rows] >= 0)[:, :, None].expand_as(role_gold)
    each = F.binary_cross_entropy_with_logits(role_scores[valid], role_gold[valid], reduction="none")
    out["role"] = each.sum() / max(1.0, float(role_gold.sum())) * 0.5
    return out
