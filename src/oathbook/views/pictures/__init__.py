"""Pictures of a history as SVG, PNG, page or graph: timeline, tree, network, map, strength; each mark has its claims.

``draw`` makes a picture from spans; the same spans in any order give the same bytes.
"""

from oathbook.views.pictures.asked import Asked, Descent
from oathbook.views.pictures.drawing import draw
from oathbook.views.pictures.gather import KINDS, Kind, gather, mended
from oathbook.views.pictures.html import page
from oathbook.views.pictures.picture import Picture
from oathbook.views.pictures.save import check_suffix, save

__all__ = ["KINDS", "Asked", "Descent", "Kind", "Picture", "check_suffix", "draw", "gather", "mended", "page", "save"]
