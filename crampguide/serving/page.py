"""A notebook as a page: its head at once, then a turn to start a kernel, then what the kernel draws."""

from __future__ import annotations

import asyncio
import copy
import json
from contextlib import AsyncExitStack, ExitStack
from typing import TYPE_CHECKING, Any, Final

from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import HTTPError, authenticated
from voila.execute import VoilaExecutor
from voila.handler import BaseVoilaHandler
from voila.notebook_renderer import NotebookRenderer
from voila.utils import get_page_config

from crampguide.knowledge.wording import say
from crampguide.serving.doors import is_a_visit
from crampguide.serving.line import ASK_AGAIN
from crampguide.telling.markup import Html, element

if TYPE_CHECKING:
    from crampguide.serving.kernels import GuideKernels

NOT_KEPT: Final = "no-store"
DRAWN_WITHIN: Final = 60
"""How long a kernel that has done its cell may take to hand over what it drew [s]; after 4 nbclient goes on without."""
TELL_PLACE: Final = "globalThis.crampguidePage?.inLine?.({sentence})"
"""The script that the page is sent while others start before it."""


class NoCookieHandler(BaseVoilaHandler):  # type: ignore[misc]
    """Sets no cookie: nobody is logged in, so none is needed against those who would use a login."""

    xsrf_token = b""


class PageHandler(NoCookieHandler):
    """A page that a kernel draws.

    Attributes
    ----------
    counts : bool
        Whether its kernels take up places for visitors.
    """

    counts = True

    def initialize(self, notebook: str, config: Any, template_paths: list[str], **options: Any) -> None:  # noqa: ANN401
        """Take the notebook, and what Voilà needs to draw it."""
        super().initialize(**options)
        self._notebook, self._config, self._template_paths = notebook, config, template_paths
        self._kernel = ""
        self._seat = ExitStack()
        self._is_whole = False
        self._task: asyncio.Task[Any] | None = None

    @property
    def house(self) -> GuideKernels:
        """Return what holds all kernels."""
        kernels: GuideKernels = self.kernel_manager
        return kernels

    @authenticated
    def head(self) -> None:
        """Say that the page is there, to a program that only looks; no kernel starts."""
        self.set_header("Cache-Control", NOT_KEPT)
        self.set_header("Content-Type", "text/html; charset=UTF-8")

    @authenticated
    async def get(self) -> None:
        """Show the page to whoever may see it."""
        await self.show()

    async def show(self) -> None:
        """Send the page, or the place in the line before a full house."""
        if not is_a_visit(self.request, may_be_embedded=self.settings["may_be_embedded"]):
            raise HTTPError(403)
        self.head()
        if self.counts:
            ticket, place = self.house.line.ask(self.get_query_argument("ticket", ""), self.house.free())
            if place:
                self._send_place(ticket, place)
                return
            self._seat.enter_context(self.house.admission())
        self._task = asyncio.current_task()
        try:
            with self._seat:
                await self._send_page()
        except asyncio.CancelledError:  # whoever asked has gone
            self._is_whole = False
        finally:
            if self._kernel and not self._is_whole:
                await self.house.end(self._kernel)

    def on_connection_close(self) -> None:
        """Stop at once when the page is closed while it starts."""
        if self._task is not None and not self._is_whole:
            self._task.cancel()

    def _send_place(self, ticket: str, place: int) -> None:
        self.set_status(503)
        self.set_header("Retry-After", ASK_AGAIN)
        words = self._words()
        said = {"said": say(words, "site_place", place=place), "pattern": say(words, "site_place", place="{place}")}
        self.finish(self.render_template("error.html", status_code=503, ticket=ticket, again=ASK_AGAIN, **said))

    async def _send_page(self) -> None:
        renderer = await self._renderer()
        async with AsyncExitStack() as stack:

            async def start(notebook: Any) -> str:  # noqa: ANN401 - what Voilà calls nb
                await self.flush()  # all above the cells is on the screen from here on
                await stack.enter_async_context(self.house.turns.turn(self._tell_place))
                await self._start(renderer, notebook)
                return self._kernel

            pieces = renderer.exporter.generate_from_notebook_node(
                renderer.notebook,
                resources=renderer.resources,
                extra_context={
                    "frontend": "voila",
                    "main_js": "voila.js",
                    "kernel_start": start,
                    "cell_generator": renderer._jinja_cell_generator,  # noqa: SLF001 - Voilà hands it to templates
                },
                page_config=renderer.page_config,
            )
            async for piece, _ in pieces:
                self.write(piece)
        self._is_whole = True

    def _words(self) -> dict[str, str]:
        words: dict[str, str] = self.settings["voila_jinja2_env"].globals["guide"]["words"]
        return words

    def _tell_place(self, place: int) -> None:
        sentence = json.dumps(say(self._words(), "site_before_you", place=place)).replace("<", "\\u003c")
        self.write(element("script", Html(TELL_PLACE.format(sentence=sentence))))
        self.flush()

    async def _start(self, renderer: NotebookRenderer, notebook: Any) -> None:  # noqa: ANN401
        starting = asyncio.ensure_future(self.house.start_for(self.request.path, counts=self.counts))
        try:
            self._kernel = await asyncio.shield(starting)
        except asyncio.CancelledError:  # a process that is half started would be nobody's, and run for ever
            self._kernel = await starting
            raise
        self._seat.close()  # from here on the kernel itself is counted
        manager = self.house.get_kernel(self._kernel)
        renderer.executor = VoilaExecutor(notebook, km=manager, config=self._config, iopub_timeout=DRAWN_WITHIN)
        renderer.executor.kc = await renderer.executor.async_start_new_kernel_client()
        renderer.kernel_started = True

    async def _renderer(self) -> NotebookRenderer:
        """Return what draws this notebook: put together once, as template and list of scripts are the same for all."""
        kept: dict[str, NotebookRenderer] = self.settings["kept_pages"]
        if self._notebook not in kept:
            told = {
                "base_url": self.base_url,
                "settings": self.settings,
                "log": self.log,
                "voila_configuration": self.voila_configuration,
            }
            page_config = self.voila_configuration.page_config_hook(get_page_config(**told), **told)
            renderer = NotebookRenderer(
                voila_configuration=self.voila_configuration,
                traitlet_config=self._config,
                notebook_path=self._notebook,
                template_paths=self._template_paths,
                contents_manager=self.contents_manager,
                kernel_spec_manager=self.kernel_spec_manager,
                base_url=self.base_url,
                page_config=page_config,
            )
            await renderer.initialize()
            kept[self._notebook] = renderer
        return copy.copy(kept[self._notebook])  # a visit adds its own kernel to it


class LineHandler(NoCookieHandler):
    """Tells a page that waits before a full house its place."""

    def get(self) -> None:
        """Tell it; 0 may come in."""
        house: GuideKernels = self.kernel_manager
        self.set_header("Cache-Control", NOT_KEPT)
        self.finish({"place": house.line.place(self.get_query_argument("ticket", ""), house.free())})


class GoodbyeHandler(NoCookieHandler):
    """Ends the kernel of a page that closes. Who knows its id has the page, so it needs no cookie."""

    def check_xsrf_cookie(self) -> None:
        """Need none."""

    async def post(self, kernel_id: str) -> None:
        """End it."""
        await self.kernel_manager.end(kernel_id)
        self.set_status(204)


class BeatHandler(KernelHandler):
    """Tells a page whether its kernel is there; of Jupyter's own it does nothing else."""

    SUPPORTED_METHODS = ("GET",)
    xsrf_token = b""


class NoSuchPageHandler(NoCookieHandler):
    """Answers every address that is none of ours."""

    def get(self, *_: str) -> None:
        """Show the error page."""
        raise HTTPError(404)

    head = get


def page_options(voila: Any, notebook: str) -> dict[str, Any]:  # noqa: ANN401 - the server, which Voilà's handlers need
    """Return what `PageHandler` takes from the server."""
    return {
        "voila_configuration": voila.voila_configuration,
        "template_paths": voila.template_paths,
        "config": voila.config,
        "notebook": notebook,
    }
