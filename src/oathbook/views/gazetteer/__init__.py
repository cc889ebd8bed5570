"""Where places are, from a gazetteer that comes with oathbook (GeoNames, CC BY 4.0); nothing is asked of a network."""

from oathbook.views.gazetteer.locate import Exactness, Located, locate, locate_all

__all__ = ["Exactness", "Located", "locate", "locate_all"]
