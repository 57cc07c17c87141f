"""Runs the command line: ``python -m coordguide``."""

import sys

from coordguide.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
