"""Builds the documentation: ``python -m sphinx -W --keep-going -n python/docs .build/docs``.

The reference is made from the docstrings of the package. The compiled module tells no types, but
its stub does, holds the same docstrings (``stub_words.py``) and is checked against the module: here
it stands in for the module, and nothing needs to be compiled.
"""

import __future__

import re
import sys
from pathlib import Path
from types import ModuleType

from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.pycode import ModuleAnalyzer

PACKAGE = Path(__file__).parents[1] / "libplan"
CMAKE = (PACKAGE.parents[1] / "CMakeLists.txt").read_text(encoding="utf-8")


project = "libplan"
release = re.findall(r"project\(libplan VERSION ([0-9.]+)", CMAKE)[0]


def load_stub(name: str, file: Path) -> None:
    """Makes a stub the module it tells of; its annotations stay words."""
    words = __future__.annotations.compiler_flag
    module = ModuleType(name)
    module.__package__ = name.rpartition(".")[0]
    module.__version__ = release
    sys.modules[name] = module
    exec(compile(file.read_bytes(), file, "exec", words, dont_inherit=True), vars(module))
    for value in vars(module).values():
        if getattr(value, "__module__", None) == name:
            value.__module__ = module.__package__  # where everybody finds it
    ModuleAnalyzer.cache["module", module.__package__] = ModuleAnalyzer.for_file(
        file, module.__package__
    )  # which tells the order of fields


sys.path.insert(0, str(PACKAGE.parent))
load_stub("libplan._core", PACKAGE / "_core.pyi")

language = "zh_CN"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
html_theme = "furo"
html_title = "libplan"
html_copy_source = False
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_default_options = {"members": True, "undoc-members": True}
nitpicky = True
nitpick_ignore_regex = [
    (
        "py:class",
        r"(collections|datetime|decimal|os|pathlib|np)\..+|Decimal|NDArray|Path(Like)?|Axes",
    )
]
suppress_warnings = ["ref.python"]  # "date": the day, or a field of that name
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True


def link_choice(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, shown: Element
) -> Element | None:
    """The names of choices and unions stand in libplan.typing; signatures say just their name.

    Those of the package's own modules say where a value is defined.
    """
    target = node["reftarget"]
    domain = env.domains.python_domain
    for kind, name in (
        ("data", f"libplan.typing.{target}"),
        ("class", f"libplan.{target.removeprefix('_core.')}"),
    ):
        if name in domain.objects:
            return domain.resolve_xref(env, node["refdoc"], app.builder, kind, name, node, shown)
    return None


def setup(app: Sphinx) -> None:
    app.connect("missing-reference", link_choice)
