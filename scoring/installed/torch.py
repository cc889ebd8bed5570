"""Stands in the way of Torch, which oathbook does not need and spaCy's parts load where they find it.

On the path of processes whose cost is measured, so that they hold what they hold where oathbook alone is installed.
"""

raise ImportError("Torch is left out where the cost of reading is measured")
