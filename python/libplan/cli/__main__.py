"""``python -m libplan.cli`` is the command line."""

import sys

try:
    from . import main

    sys.exit(main())
except KeyboardInterrupt:  # while it was imported
    sys.exit(130)
