"""``python -m libplan`` is the command line."""

import sys

try:
    from .cli import main

    sys.exit(main())
except KeyboardInterrupt:  # while it was imported
    sys.exit(130)
