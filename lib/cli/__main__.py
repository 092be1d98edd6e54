"""`python -m lib.cli` does the same as `monitor`."""

import sys

from lib.cli.main import main

sys.exit(main())
