"""The tests speak Chinese wherever they run, unless they say otherwise.

Random cases are the same in every run, so that a change is not judged by chance;
``LIBPLAN_HYPOTHESIS=explore`` draws new ones.
"""

import os

from hypothesis import settings

os.environ["LIBPLAN_LANG"] = "zh"
settings.register_profile("same", derandomize=True)
settings.register_profile("explore")
settings.load_profile(os.environ.get("LIBPLAN_HYPOTHESIS", "same"))
