"""``python -m oathbook.cli``."""

from oathbook.cli import main

if __name__ == "__main__":
    main(prog_name="oathbook")
