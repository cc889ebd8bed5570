"""``python -m oathbook.cli``."""

from oathbook.cli import main

main(prog_name="oathbook")
