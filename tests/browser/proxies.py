"""Starts what an institute puts in front of the guide, from the recipes in docs/serving: nginx, Caddy, JupyterHub."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from .servers import END_WITHIN, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

RECIPES: Final = ROOT / "docs" / "serving"
HUB: Final = ROOT / ".venv-hub"
"""Where `make` puts a JupyterHub with its proxy, apart from what the guide needs."""
UP_WITHIN: Final = 180.0  # [s]
NGINX: Final = """daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 256; }}
http {{ types {{ text/html html; }} client_body_temp_path {folder}/1; proxy_temp_path {folder}/2;
fastcgi_temp_path {folder}/3; uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
{recipe} }}
"""
HUB_FOR_TESTS: Final = """
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.DummyAuthenticator.password = "moonlight"
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
c.JupyterHub.log_level = "ERROR"
c.JupyterHub.services[0]["timeout"] = 150
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
"""


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def tool(name: str, package: str) -> str:
    """Return a program, or skip the test where its package is not installed."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/bin")
    if not found:
        pytest.skip(f"{name} is not installed (on Debian: apt-get install {package})")
    return found


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for this machine and its key."""
    made = folder / "guide.pem", folder / "guide.key"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = [tool("openssl", "openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *subject]
    subprocess.run([*command, "-out", made[0], "-keyout", made[1]], check=True, capture_output=True)
    return made


def rewritten(recipe: str, **other: object) -> str:
    """Return a recipe with other names, ports and files; each must be in it."""
    text = (RECIPES / recipe).read_text(encoding="utf-8")
    for old, new in other.items():
        assert old in text, f"{recipe} has no {old}"
        text = text.replace(old, str(new))
    return text


@contextmanager
def running(command: list[str], folder: Path, awaited: str, **environment: str) -> Iterator[str]:
    """Run a program until its address answers, hand the address out, and end it."""
    with (folder / "proxy-log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment or None, stdout=log, stderr=log, start_new_session=True
        )
        try:
            until = time.monotonic() + UP_WITHIN
            while not _answers(awaited):
                if process.poll() is not None or time.monotonic() > until:
                    pytest.fail(f"{command[0]} does not answer:\n{(folder / 'proxy-log').read_text()[-3000:]}")
                time.sleep(0.2)
            yield awaited
        finally:
            process.terminate()
            try:
                process.wait(END_WITHIN)
            finally:  # what a hub has started belongs to its group
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _answers(address: str) -> bool:
    unchecked = ssl._create_unverified_context()  # noqa: S323, SLF001 - our own certificate
    try:
        urllib.request.urlopen(address, timeout=5, context=unchecked).close()  # noqa: S310 - loopback
    except urllib.error.HTTPError as fault:
        fault.close()
        return False
    except OSError:
        return False
    return True


@contextmanager
def nginx(folder: Path, port: int, *, dropped: str = "") -> Iterator[str]:
    """Serve by nginx with TLS, below /cramps/; a header may be left out of the recipe."""
    program, (public,) = tool("nginx", "nginx-light"), free_ports(1)
    pem, key = certificate(folder)
    replaced = {
        "443": f"127.0.0.1:{public}",
        "guide.example.org.pem": pem.name,
        "guide.example.org.key": key.name,
        "/etc/ssl": folder,
        ":8866": f":{port}",
    }
    lines = rewritten("nginx.conf", **replaced).splitlines()
    recipe = "\n".join(line for line in lines if not dropped or f"set_header {dropped} " not in line)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, recipe=recipe), encoding="utf-8")
    command = [program, "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "errors")]
    with running(command, folder, f"https://127.0.0.1:{public}/cramps/licenses"):
        yield f"https://127.0.0.1:{public}/cramps/"


@contextmanager
def caddy(folder: Path, port: int) -> Iterator[str]:
    """Serve by Caddy with TLS, below /cramps/."""
    program, (public,) = tool("caddy", "caddy"), free_ports(1)
    pem, key = certificate(folder)
    site = {"guide.example.org {": f"https://127.0.0.1:{public} {{\n\ttls {pem} {key}", ":8866": f":{port}"}
    quiet = "{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n}\n"
    (folder / "Caddyfile").write_text(quiet + rewritten("Caddyfile", **site), encoding="utf-8")
    command = [program, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with running(command, folder, f"https://127.0.0.1:{public}/cramps/licenses", **home):
        yield f"https://127.0.0.1:{public}/cramps/"


@contextmanager
def hub(folder: Path) -> Iterator[str]:
    """Serve by a JupyterHub: the guide as its service, and as a server for each user."""
    program, proxy = HUB / "bin" / "jupyterhub", HUB / "node_modules" / ".bin" / "configurable-http-proxy"
    if not program.exists() or not proxy.exists():
        pytest.skip("there is no JupyterHub in .venv-hub (make .venv-hub/installed)")
    port, hub_port, api_port, service = free_ports(4)
    ours = f'"{ROOT / ".venv" / "bin" / "crampguide"}"'
    recipe = rewritten("jupyterhub_config.py", **{'"crampguide"': ours, ":8866": f":{service}"})
    ports = {"port": port, "hub_port": hub_port, "api_port": api_port, "proxy": str(proxy)}
    (folder / "config.py").write_text(recipe + HUB_FOR_TESTS.format(**ports), encoding="utf-8")
    path = f"{HUB / 'bin'}:{Path(shutil.which('node') or ROOT / '.venv/bin/node').parent}:/usr/bin:/bin"
    command = [str(program), "-f", str(folder / "config.py")]
    with running(command, folder, f"http://127.0.0.1:{port}/services/cramps/licenses", PATH=path, HOME=str(folder)):
        yield f"http://127.0.0.1:{port}/"
