"""The tests speak Chinese wherever they run, unless they say otherwise."""

import os

os.environ["LIBPLAN_LANG"] = "zh"
