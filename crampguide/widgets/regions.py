"""Shows HTML that this package made, in named regions of which only the changed ones are sent and drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from crampguide.telling.markup import Html
from crampguide.widgets.assets import STATIC

if TYPE_CHECKING:
    from collections.abc import Iterable


class HtmlView(anywidget.AnyWidget):
    """Regions of the page below each other.

    Parameters
    ----------
    regions : list of (str, Html)
        Region id and HTML. The id becomes the element's id, and ``cg-region-<id>`` its class. The region "announce"
        is a live region: a screen reader speaks it once answers have stood still for a moment.

    Notes
    -----
    Text is refused: only `crampguide.telling.markup.Html`, in which all text is escaped, goes into the page. When a
    region changes, what a person opened, closed or focused in it stays so, recognised by its id or its visible words.
    """

    _esm = STATIC / "html_view.js"
    _css = STATIC / "page.css"
    regions = traitlets.List(traitlets.Tuple(traitlets.Unicode(), traitlets.Instance(Html))).tag(sync=True)

    def __init__(self, **traits: Any) -> None:  # noqa: ANN401 - ipywidgets takes any trait
        super().__init__(**traits)
        self._sent = dict(self.regions)

    def send_whole(self) -> None:
        """Send all regions anew, to a page that may have missed some."""
        self._sent = {}
        self.send_state("regions")

    def send_state(self, key: str | Iterable[str] | None = None) -> None:
        """Send state to the page; of changed regions only those whose HTML is new, None standing for the others."""
        if key != "regions":
            super().send_state(key)
            return
        patch = [(region, None if self._sent.get(region) == html else html) for region, html in self.regions]
        self._sent = dict(self.regions)
        self.send({"kind": "regions", "regions": patch})
