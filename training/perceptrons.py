"""Training of the small networks that ``oathbook.claims.perceptron`` runs: the loop and the weights it reads."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn


def network_of(inputs: int, hidden: int, outputs: int, *, dropout: float) -> nn.Sequential:
    """One hidden layer with rectifiers, as ``weights_of`` expects it."""
    return nn.Sequential(nn.Linear(inputs, hidden), nn.ReLU(), nn.Dropout(dropout), nn.Linear(hidden, outputs))


def descend(
    network: nn.Module, n: int, loss_of: Callable[[Tensor], Tensor], *, passes: int, size: int, decay: float
) -> None:
    """Goes ``passes`` times through ``n`` examples in random chunks; ``loss_of`` gives the loss of some, by number."""
    optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=decay)
    steps = passes * (n // size + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: max(0.02, 1 - k / steps))
    for _ in range(passes):
        for chunk in torch.randperm(n).split(size):
            loss = loss_of(chunk)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()


def weights_of(network: nn.Sequential, mean: np.ndarray, scale: np.ndarray) -> dict[str, np.ndarray]:
    """The arrays of a ``Perceptron``."""
    first, last = network[0], network[3]
    return {
        "mean": mean, "scale": scale, "w1": first.weight.detach().numpy().T, "b1": first.bias.detach().numpy(),
        "w2": last.weight.detach().numpy().T, "b2": last.bias.detach().numpy(),
    }  # fmt: skip
