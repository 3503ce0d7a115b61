"""Voilà as the guide uses it: our template, few kernels that end, compressed and cacheable files, no other host.

Imported only to serve: `crampguide.serving.launch` does so when asked. Everything else of Voilà stays as it is.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import DictLoader, Environment
from jupyter_core.utils import run_sync
from jupyter_server.utils import url_path_join
from traitlets import Bool, List, Unicode
from traitlets.config import Config
from voila.app import Voila
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from crampguide import __version__
from crampguide.assessing.triage import emergency_signs
from crampguide.knowledge.loading import load_knowledge
from crampguide.serving.doors import GuideApplication
from crampguide.serving.files import KeptFileHandler
from crampguide.serving.forking import NAME
from crampguide.serving.kernels import GuideKernels
from crampguide.serving.licenses import LicenseHandler
from crampguide.serving.limits import LARGEST_MESSAGE
from crampguide.serving.page import (
    BeatHandler,
    GoodbyeHandler,
    LineHandler,
    NoSuchPageHandler,
    PageHandler,
    page_options,
)
from crampguide.serving.quiet_log import log_failure
from crampguide.serving.visitors import Anybody
from crampguide.telling.parts import drawing_html
from crampguide.widgets.assets import STATIC
from crampguide.widgets.form import form_traits

if TYPE_CHECKING:
    import socket

    from crampguide.serving.options import Options

VOILA_SCRIPTS: Final = f"voila-{version('voila')}"
OWN_FILES: Final = ("plotly.js", "form.js", "page.css")
"""What the page asks for by name, not through a kernel."""

OWN_SCRIPTS: Final = f"own-{sha256(b''.join((STATIC / name).read_bytes() for name in OWN_FILES)).hexdigest()[:16]}"

EXTENSIONS: Final = ("@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget")
"""What the page needs. Voilà would load all that JupyterLab has installed, 5 MB of Plotly's among it."""

MORE_PAGES: Final = ("evidence", "methods", "about")
"""Notebooks beside the guide's own, each served under its name."""

FIRST_RELIEF: Final = ("avoid_rubbing_clot", "hold_on", "relief_calf", "relief_foot", "relief_wont_let_go")
"""Advice for a cramp that is there now, first of all when to leave the leg alone; shown before any question."""

RELIEF: Final = "relief_calf"
"""Advice whose drawing stands before any question."""
PING: Final = 15_000
"""Between two questions to a web socket whether anybody is there [ms]; three without an answer close it."""
SQUEEZED: Final = {"compression_level": 6, "mem_level": 5}
"""How a web socket is compressed; the memory level costs 16 kB a visitor."""

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

KERNEL_ID: Final = r"(?P<kernel_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"


class GuideServer(Voila):  # type: ignore[misc]
    """Voilà with our door, our pages and our kernels; it reads no settings from any file."""

    names = List(Unicode(), config=True, help="Names that the server answers to.")
    held: socket.socket | None = None
    """What keeps our port until we listen there."""
    behind_proxy = Bool(default_value=False, config=True, help="Whether to believe what a proxy says of an address.")

    def load_config_file(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - Voilà's own
        """Read none: one that lies in the current folder would be run."""

    def init_settings(self) -> dict[str, Any]:
        """Give the pages their words, and say what may be kept and sent."""
        settings: dict[str, Any] = super().init_settings()
        settings["voila_jinja2_env"].globals["guide"] = self.page_facts()
        # Jupyter's own error page wants files that Voilà does not serve; nobody sees it but programs
        plain = Environment(loader=DictLoader({"error.html": "{{ status_code }}"}), autoescape=True)
        own = {
            "compress_response": True,
            "websocket_compression_options": SQUEEZED,
            "websocket_max_message_size": LARGEST_MESSAGE,
            "ws_ping_interval": PING,
            "jinja2_env": plain,
            "kept_pages": {},
        }
        return {**settings, **own, **self.tornado_settings}

    def page_facts(self) -> dict[str, Any]:
        """Return what templates show before any kernel runs."""
        facts: dict[str, Any] = self.voila_configuration.resources["crampguide"]
        return facts

    def routes(self) -> dict[str, tuple[Any, ...]]:
        """Return what is served, by its path: pages, the line before them, their scripts, and the way to a kernel."""
        voila = {"voila_configuration": self.voila_configuration}
        pages = {
            f"/{name}": (PageHandler, page_options(self, f"{name}.ipynb"))
            for name in MORE_PAGES
            if (Path(self.root_dir) / f"{name}.ipynb").exists()
        }
        return {
            "/": (PageHandler, page_options(self, Path(self.notebook_path).name)),
            **pages,
            "/line": (LineHandler, voila),
            "/licenses": (LicenseHandler,),
            f"/crampguide/{VOILA_SCRIPTS}/(.*)": (KeptFileHandler, {"paths": self.static_paths}),
            f"/crampguide/{OWN_SCRIPTS}/({'|'.join(OWN_FILES)})": (KeptFileHandler, {"paths": [STATIC]}),
            "/voila/templates/crampguide/static/(.*)": (KeptFileHandler, {"paths": self.static_paths}),
            "/voila/labextensions/(.*)": (KeptFileHandler, {"paths": self.labextensions_path}),
            f"/voila/api/shutdown/{KERNEL_ID}": (GoodbyeHandler, voila),
            f"/api/kernels/{KERNEL_ID}": (BeatHandler,),
            f"/api/kernels/{KERNEL_ID}/channels": (VoilaKernelWebsocketHandler,),
            "/(.*)": (NoSuchPageHandler, voila),
        }

    def init_handlers(self) -> list[tuple[Any, ...]]:
        """Serve these, and nothing else of Voilà's."""
        return [(url_path_join(self.base_url, path), *what) for path, what in self.routes().items()]

    def start(self) -> None:
        """Serve until interrupted."""
        self.connection_dir = tempfile.mkdtemp(prefix="voila_", dir=self.connection_dir_root or None)
        settings = self.init_settings()
        self.app = GuideApplication(self.init_handlers(), self.names, behind_proxy=self.behind_proxy, **settings)
        if self.held:
            self.held.close()
        self.listen()

    def stop(self) -> None:
        """End all kernels at once, and leave nothing behind."""
        run_sync(self._end_all)()
        shutil.rmtree(self.connection_dir, ignore_errors=True)

    async def _end_all(self) -> None:
        kernels: GuideKernels = self.kernel_manager
        await asyncio.gather(*map(kernels.end, list(kernels.list_kernel_ids())), return_exceptions=True)


def versioned_page(page_config: dict[str, Any], base_url: str, **_: object) -> dict[str, Any]:
    """Tell the page where its scripts are: Voilà's hook for what a page is told."""
    root = url_path_join(base_url, "crampguide")
    return {**page_config, "fullStaticUrl": f"{root}/{VOILA_SCRIPTS}", "ownUrl": f"{root}/{OWN_SCRIPTS}"}


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
        "form": form_traits(knowledge),
        "picture": drawing_html(knowledge, by_id[RELIEF].picture),
        "relief": [(by_id[key].name, by_id[key].text) for key in FIRST_RELIEF],
    }


def guide_config(options: Options, notebook: Path, folder: Path, guide_page: str = "") -> Config:
    """Return Voilà's configuration for the guide.

    Parameters
    ----------
    options : Options
        With a port that is free.
    notebook : Path
        What to serve.
    folder : Path
        For the files by which Jupyter reaches its kernels.
    guide_page : str
        Where the guide is served; at the root by default.
    """
    sources = {**SOURCES, "frame-ancestors": " ".join(["'self'", *options.frame_ancestors])}
    return Config(
        {
            "GuideServer": {"names": list(options.names), "behind_proxy": options.behind_proxy},
            "Voila": {
                "ip": options.host,
                "port": options.port,
                "port_retries": 0,
                "base_url": options.base_url,
                "notebook_path": str(notebook),
                "connection_dir_root": str(folder),
                "open_browser": False,
                "log_level": "ERROR",
                "identity_provider_class": Anybody,
                "tornado_settings": {
                    "headers": {"Content-Security-Policy": "; ".join(map(" ".join, sources.items()))},
                    "log_function": log_failure,
                    "may_be_embedded": bool(options.frame_ancestors),
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
                "multi_kernel_manager_class": GuideKernels,
            },
            "GuideKernels": {"most_kernels": options.visitors, "kernel_memory": options.memory},
            "MappingKernelManager": {
                "allow_tracebacks": False,
                "cull_idle_timeout": 3600,  # [s] for a page that is open and that nobody touches
                "cull_interval": 60,
                "cull_connected": True,
                "transport_encryption": "auto",
            },
            # a new kernel would know none of the answers: the page says "stopped" instead, and soon [s]
            "KernelRestarter": {"restart_limit": 0, "time_to_dead": 1.0},
            "KernelProvisionerFactory": {"default_provisioner_name": NAME},
        },
    )
