"""``python -m powercat``."""

import sys

from powercat.cli import main

sys.exit(main())
