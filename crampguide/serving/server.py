"""Voilà as the guide uses it: our template, few kernels that end, compressed and cacheable files, no other host.

Imported only to serve: `crampguide.serving.launch` does so when asked. Everything else of Voilà stays as it is.
"""

from __future__ import annotations

import logging
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import DictLoader, Environment
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.utils import url_path_join
from tornado.web import HTTPError
from traitlets import Integer
from traitlets.config import Config
from voila.app import Voila
from voila.handler import BaseVoilaHandler
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler

from crampguide import __version__
from crampguide.assessing.triage import emergency_signs
from crampguide.knowledge.loading import load_knowledge
from crampguide.widgets.assets import STATIC

if TYPE_CHECKING:
    from tornado.web import RequestHandler


LOG: Final = logging.getLogger(__name__)

VOILA_SCRIPTS: Final = f"voila-{version('voila')}"
OWN_SCRIPTS: Final = f"own-{sha256((STATIC / 'plotly.js').read_bytes()).hexdigest()[:16]}"

EXTENSIONS: Final = ("@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget")
"""What the page needs. Voilà would load all that JupyterLab has installed, 5 MB of Plotly's among it."""

MORE_PAGES: Final = ("evidence", "methods")
"""Notebooks beside the guide's own, each served under its name."""

FIRST_RELIEF: Final = ("avoid_rubbing_clot", "hold_on", "relief_calf", "relief_foot", "relief_wont_let_go")
"""Advice for a cramp that is there now, first of all when to leave the leg alone; shown before any question."""

SOURCES: Final = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' blob:",  # Voilà writes scripts into the page; widgets come as blobs
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'self'",
}
"""From where a browser may load what: nothing from another host, whatever a widget or a chart asks for."""


class CappedKernelManager(AsyncMappingKernelManager):
    """Starts a kernel for each visitor, up to a number that the machine can bear."""

    most_kernels = Integer(40, config=True, help="Visitors at the same time. One takes about 50 MB.")

    async def start_kernel(self, **kwargs: Any) -> str:  # type: ignore[override]  # noqa: ANN401 - handed on
        """Start a kernel, or answer "too many" (503), for which the error page has a sentence."""
        if len(self) >= self.most_kernels:
            raise HTTPError(503)
        return await self.start_uncounted(**kwargs)

    async def start_uncounted(self, **kwargs: Any) -> str:  # noqa: ANN401 - handed on
        """Start a kernel, however many there are."""
        kernel_id: str = await super().start_kernel(**kwargs)
        return kernel_id


class LastingFileHandler(MultiStaticFileHandler):  # type: ignore[misc]
    """Files under an address that changes with them: a browser that has one need never ask again."""

    def get_cache_time(self, *_: object) -> int:
        """Return how long a browser may keep a file [s]."""
        return int(self.CACHE_MAX_AGE)


class NoSuchPageHandler(BaseVoilaHandler):  # type: ignore[misc]
    """Answers where Voilà would hand out files that lie beside the notebook; it sends every unknown address there."""

    def get(self, path: str) -> None:  # noqa: ARG002 - the route's group
        """Show the error page."""
        raise HTTPError(404)


class GuideServer(Voila):  # type: ignore[misc]
    """Voilà with the guide's words on its error page, and with files that are small and that a browser may keep."""

    def init_settings(self) -> dict[str, Any]:
        """Compress, let scripts of widgets be kept (their names change with them), give the error page its words."""
        settings: dict[str, Any] = super().init_settings()
        settings["voila_jinja2_env"].globals["guide"] = self.page_facts()
        scripts = url_path_join(self.server_url, "/voila/labextensions/")
        # Jupyter's own error page wants files that Voilà does not serve, and fills the log when a page, say, outlives
        # its kernel; nobody sees it but programs
        plain = Environment(loader=DictLoader({"error.html": "{{ status_code }}"}), autoescape=True)
        own = {"compress_response": True, "static_immutable_cache": [scripts], "jinja2_env": plain}
        return {**settings, **own}

    def page_facts(self) -> dict[str, Any]:
        """Return what templates show before any kernel runs."""
        facts: dict[str, Any] = self.voila_configuration.resources["crampguide"]
        return facts

    def init_handlers(self) -> list[tuple[Any, ...]]:
        """Serve the other pages, and Voilà's scripts and ours under addresses with a version, and no other files."""
        root = url_path_join(self.server_url, "/crampguide")
        voila = {"voila_configuration": self.voila_configuration}
        page = {**voila, "template_paths": self.template_paths, "config": self.config}
        return [
            *(
                (
                    url_path_join(self.server_url, f"/{name}"),
                    TornadoVoilaHandler,
                    {**page, "notebook_path": f"{name}.ipynb"},
                )
                for name in MORE_PAGES
                if (Path(self.root_dir) / f"{name}.ipynb").exists()
            ),
            (f"{root}/{VOILA_SCRIPTS}/(.*)", LastingFileHandler, {"paths": self.static_paths}),
            (f"{root}/{OWN_SCRIPTS}/(plotly.js)", LastingFileHandler, {"paths": [str(STATIC)]}),
            (url_path_join(self.server_url, "/voila/files/(.*)"), NoSuchPageHandler, voila),
            *super().init_handlers(),
        ]


def versioned_page(page_config: dict[str, Any], base_url: str, **_: object) -> dict[str, Any]:
    """Tell the page where its scripts are: Voilà's hook for what a page is told."""
    root = url_path_join(base_url, "crampguide")
    return {**page_config, "fullStaticUrl": f"{root}/{VOILA_SCRIPTS}", "plotlyUrl": f"{root}/{OWN_SCRIPTS}/plotly.js"}


def let_page_end_kernel(handler: RequestHandler, **_: object) -> None:
    """Set the cookie without which a closing page is refused when it asks to end its kernel: Voilà sets none itself."""
    handler.xsrf_token  # noqa: B018 - reading it is what sets the cookie


def page_facts(guide_page: str = "") -> dict[str, Any]:
    """Return what the template shows before any kernel runs; ``guide_page`` is where the guide is served."""
    knowledge = load_knowledge()
    by_id = {advice.id: advice for advice in knowledge.advice}
    return {
        "version": __version__,
        "guide_page": guide_page,
        "tokens": (STATIC / "tokens.css").read_text(encoding="utf-8"),
        "words": knowledge.wording,
        "emergency_signs": emergency_signs(knowledge),
        "relief": [(by_id[key].name, by_id[key].text) for key in FIRST_RELIEF],
    }


def guide_config(host: str, port: int, notebook: Path, guide_page: str = "") -> Config:
    """Return Voilà's configuration for the guide.

    Parameters
    ----------
    host : str
        Address to listen on.
    port : int
        A free port.
    notebook : Path
        What to serve.
    guide_page : str
        Where the guide is served; at the root by default.
    """
    return Config(
        {
            "Voila": {
                "ip": host,
                "port": port,
                "port_retries": 0,
                "notebook_path": str(notebook),
                "open_browser": False,
                "log_level": "ERROR",
                "tornado_settings": {
                    "headers": {"Content-Security-Policy": "; ".join(map(" ".join, SOURCES.items()))},
                    "log_function": log_failure,
                },
            },
            "VoilaConfiguration": {
                "template": "crampguide",
                "allow_template_override": "NO",  # the stock templates ask another host for style sheets
                "allow_theme_override": "NO",
                "show_tracebacks": False,
                "resources": {"crampguide": page_facts(guide_page)},
                "extension_allowlist": list(EXTENSIONS),
                "page_config_hook": versioned_page,
                "prelaunch_hook": let_page_end_kernel,
                "multi_kernel_manager_class": CappedKernelManager,
            },
            "MappingKernelManager": {
                "allow_tracebacks": False,
                "cull_idle_timeout": 3600,  # [s] pages that are closed end their kernel at once
                "cull_interval": 60,
                "cull_connected": True,
                "transport_encryption": "auto",
            },
            # a new kernel would know none of the answers: the page says "stopped" instead, and soon [s]
            "KernelRestarter": {"restart_limit": 0, "time_to_dead": 1.0},
        },
    )


def log_failure(handler: RequestHandler) -> None:
    """Log a failed request without its query, which may hold answers; log nothing of any other."""
    if handler.get_status() >= 500:  # noqa: PLR2004 - the server's own errors
        LOG.error("%s %s: status %d", handler.request.method, handler.request.path, handler.get_status())
