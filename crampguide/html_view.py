"""Shows HTML that this package made, in named regions of which only the changed ones are drawn again."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

STATIC = Path(__file__).parent / "static"


class HtmlView(anywidget.AnyWidget):
    """Regions of the page below each other.

    Parameters
    ----------
    regions : list of (str, str)
        Region id and HTML. The id becomes the element's id, and ``cg-region-<id>`` its class. The region "announce"
        is a live region: a screen reader speaks it once answers have stood still for a moment.

    Notes
    -----
    The HTML is trusted: whoever makes it escapes every value in it. A ``<details>`` or a focused element inside a
    region that changes stays open or focused if it has an id.
    """

    _esm = STATIC / "html_view.js"
    _css = STATIC / "page.css"
    regions = traitlets.List(traitlets.Tuple(traitlets.Unicode(), traitlets.Unicode())).tag(sync=True)
