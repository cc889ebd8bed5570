"""Answers to questions about all claims: reckoned in a process of its own, so that no page waits for them."""

from oathbook.views.desk.reckoning.answering import Answering, Behind, Given, Here, Progress, Reckoning
from oathbook.views.desk.reckoning.apart import Apart

__all__ = ["Answering", "Apart", "Behind", "Given", "Here", "Progress", "Reckoning"]
