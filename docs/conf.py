"""How the documentation is built: Sphinx with MyST-NB, offline, from docstrings, notebooks, data and short pages.

`made_pages` writes what comes from the project itself into ``docs/made`` before Sphinx reads it.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from crampguide import __version__  # noqa: E402 - after the path

project = "crampguide"
author = "crampguide contributors"
release = __version__
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_design",
    "made_pages",
]
exclude_patterns = ["_static", "made/extra", "made/cache", "**/.ipynb_checkpoints"]
default_role = "py:obj"

# ---------------------------------------------------------------- pages and notebooks
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # `made_pages` has run them, as the tests do
nb_ipywidgets_js: dict[str, object] = {}  # these scripts would come from another host
nb_merge_streams = True

# ---------------------------------------------------------------- docstrings
autodoc_typehints = "none"  # types stand in the docstrings, with units and ranges
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_preprocess_types = False

# ---------------------------------------------------------------- look
html_theme = "pydata_sphinx_theme"
html_title = "crampguide"
html_static_path = ["_static", "made/static"]
html_extra_path = ["made/extra"]
html_favicon = "_static/icon.svg"
html_css_files = ["crampguide.css"]
html_js_files = [("pages.js", {"defer": "defer"})]
html_show_sourcelink = False
html_theme_options = {
    "navigation_with_keys": False,
    "show_prev_next": True,
    "collapse_navigation": True,  # its toggles have no name for a screen reader
    "footer_start": ["copyright"],
    "footer_end": [],
    "secondary_sidebar_items": ["page-toc"],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_copy_source = False
copyright = "crampguide contributors, BSD-3-Clause"  # noqa: A001 - Sphinx calls it so

for made in ("static", "extra"):
    (HERE / "made" / made).mkdir(parents=True, exist_ok=True)
