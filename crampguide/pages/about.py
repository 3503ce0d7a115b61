"""The page about the guide: what it is, who made it, who has checked it, money, privacy, and mistakes."""

from __future__ import annotations

import ipywidgets as widgets

from crampguide.knowledge.loading import load_knowledge
from crampguide.telling.about import about_html
from crampguide.widgets.regions import HtmlView


def about() -> widgets.Box:
    """Return the page about the guide as one widget.

    Returns
    -------
    ipywidgets.Box

    Examples
    --------
    >>> "clinician" in about().children[0].regions[0][1]
    True
    """
    return widgets.VBox([HtmlView(regions=[("about", about_html(load_knowledge()))])])
