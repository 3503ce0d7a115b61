"""Measures the guide beside its peers on this machine, one after another: ``make bench``.

Each peer runs in an environment of its own. Times are from the start of the navigation to the frame in which it is
there. What a browser would ask of other hosts is refused at once.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import time
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
from playwright.sync_api import sync_playwright

from bench.report import write_report
from bench.servers import PEERS, serve
from tests.browser.chromium import find_chromium
from tests.browser.conftest import BROWSER_OPTIONS
from tests.browser.link import PHONE, link_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from bench.servers import Peer

DEEP = """(selector) => {
  const found = [];
  const look = (root) => {
    found.push(...root.querySelectorAll(selector));
    for (const one of root.querySelectorAll("*")) if (one.shadowRoot) look(one.shadowRoot);
  };
  look(document);
  return found;
}"""
IS_THERE = f"""(selector) => {{
  const there = ({DEEP})(selector).some((one) => !one.disabled && one.getClientRects().length);
  return there && performance.now();
}}"""
NOTE_WHEN = """(() => {{
  const timer = setInterval(() => {{
    globalThis.benchThere ||= ({is_there})({selector});
    if (globalThis.benchThere) clearInterval(timer);
  }}, 200);
}})()"""
"""Each page of a crowd notes its own time: it is asked after those before it, however long they take."""
BARS = f"""() => ({DEEP})(".barlayer path").map((one) => one.getAttribute("d")).join()"""
WAIT = 150_000.0  # [ms]
CROWD, CROWD_WITHIN = 30, 10.0


def when(page: Page, selector: str) -> float:
    """Return when something that can be used is there [s from navigation]."""
    told = page.wait_for_function(IS_THERE, arg=selector, timeout=WAIT, polling="raf").json_value()
    return float(told) / 1000


def visit(page: Page, address: str, peer: Peer) -> dict[str, float]:
    """Open a page; return the times of the first control and of the first chart."""
    page.goto(address, wait_until="commit", timeout=WAIT)
    return {"control": when(page, peer.control), "chart": when(page, peer.chart)}


def processes(server: psutil.Process) -> list[psutil.Process]:
    """Return a server and all that it has started."""
    return [server, *server.children(recursive=True)]


def cpu(server: psutil.Process) -> float:
    """Return the processor time that a server and all that it started, those gone too, have taken [s]."""
    total = 0.0
    for one in processes(server):
        try:
            spent = one.cpu_times()
            total += spent.user + spent.system + spent.children_user + spent.children_system
        except psutil.Error:
            continue
    return total


def memory(server: psutil.Process) -> float:
    """Return the memory of a server and all that it started, each shared page once [MB]."""
    total = 0
    for one in processes(server):
        try:
            total += one.memory_full_info().pss
        except psutil.Error:
            continue
    return total / 1e6


def quiet(server: psutil.Process) -> None:
    """Wait until a server has done what it had to."""
    for _ in range(60):
        before = cpu(server)
        time.sleep(0.5)
        if cpu(server) - before < 0.02:
            return


@contextmanager
def window(browser: Browser) -> Iterator[BrowserContext]:
    """Open a window with an empty cache, and leave it as a person does."""
    context = browser.new_context()
    yield context
    for page in context.pages:
        page.goto("about:blank")
    context.close()


def visits(
    browser: Browser, peer: Peer, server: psutil.Process, port: int, rounds: int, *, phone: bool
) -> dict[str, Any]:
    """Measure first and repeated visits, their bytes, and the processor time of a visit."""
    told: dict[str, list[Any]] = {"first": [], "again": [], "bytes_first": [], "bytes_again": [], "cpu": []}
    for _ in range(rounds):
        with link_to(port, *(PHONE if phone else (0.0, 0.0))) as link, window(browser) as context:
            for name in ("first", "again"):
                page, before, spent = context.new_page(), link.received, cpu(server)
                if phone:
                    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
                told[name].append(visit(page, link.address + peer.path, peer))
                quiet(server)
                told[f"bytes_{name}"].append(link.received - before)
                if name == "first":
                    told["cpu"].append(cpu(server) - spent)
    return told


def steps(browser: Browser, peer: Peer, port: int, count: int) -> list[float]:
    """Measure from the press of a key on a slider to changed bars [ms]."""
    took = []
    with window(browser) as context:
        page = context.new_page()
        visit(page, f"http://127.0.0.1:{port}/{peer.path}", peer)
        page.wait_for_timeout(2_000)
        slider = page.locator(peer.slider).first
        slider.evaluate(
            "one => { for (let at = one; at; at = at.parentElement) if (at.matches('details')) at.open = true }"
        )
        slider.focus()
        for _ in range(count):
            before = page.evaluate(BARS)
            began = page.evaluate("performance.now()")
            page.keyboard.press("ArrowRight")
            script = f"(before) => ({BARS})() !== before && performance.now()"
            try:
                changed = page.wait_for_function(script, arg=before, timeout=5_000, polling="raf").json_value()
            except Exception:  # noqa: BLE001, S112 - a step that moves no bar is no measure
                continue
            took.append(float(changed) - began)
            page.wait_for_timeout(300)
    return took


def grow(browser: Browser, peer: Peer, server: psutil.Process, port: int, most: int) -> dict[int, float]:
    """Measure memory with no visitor, one, ten and so on [MB]."""
    quiet(server)
    told = {0: memory(server)}
    with ExitStack() as stack:
        for number in range(1, most + 1):
            page = stack.enter_context(window(browser)).new_page()
            visit(page, f"http://127.0.0.1:{port}/{peer.path}", peer)
            if number in {1, 10, 30}:
                quiet(server)
                told[number] = memory(server)
    return told


def crowd(browser: Browser, peer: Peer, port: int) -> dict[str, Any]:
    """Let thirty come within ten seconds; return how many see a chart, and when."""
    with ExitStack() as stack:
        pages = []
        for _ in range(CROWD):
            page = stack.enter_context(window(browser)).new_page()
            page.add_init_script(NOTE_WHEN.format(is_there=IS_THERE, selector=json.dumps(peer.chart)))
            page.goto(f"http://127.0.0.1:{port}/{peer.path}", wait_until="commit", timeout=WAIT)
            pages.append(page)
            page.wait_for_timeout(1000 * CROWD_WITHIN / CROWD)
        times = []
        for page in pages:
            try:
                told = page.wait_for_function("() => globalThis.benchThere", timeout=WAIT, polling=200).json_value()
                times.append(float(told) / 1000)
            except Exception:  # noqa: BLE001, S112 - one that never comes is counted below
                continue
    return {"drawn": len(times), "median": statistics.median(times), "most": max(times)}


def measure(browser: Browser, peer: Peer, wanted: argparse.Namespace) -> dict[str, Any]:
    """Measure one peer."""
    with serve(peer) as (server, port):
        with window(browser) as context:
            visit(context.new_page(), f"http://127.0.0.1:{port}/{peer.path}", peer)  # unmeasured
        told: dict[str, Any] = {"load": psutil.getloadavg()[0]}
        told["plain"] = visits(browser, peer, server, port, wanted.rounds, phone=False)
        if wanted.phone:
            told["phone"] = visits(browser, peer, server, port, wanted.phone, phone=True)
        if peer.slider:
            told["steps"] = steps(browser, peer, port, wanted.steps)
    with serve(peer) as (server, port):
        told["memory"] = grow(browser, peer, server, port, wanted.visitors)
    if wanted.crowd:
        with serve(peer) as (_, port):
            told["crowd"] = crowd(browser, peer, port)
    return told


def main() -> None:
    """Measure all, and write JSON, Markdown and a plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--phone", type=int, default=2)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--visitors", type=int, default=30)
    parser.add_argument("--crowd", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--peers", nargs="*", default=[peer.name for peer in PEERS])
    parser.add_argument("--into", type=Path, default=Path("docs/bench"))
    wanted = parser.parse_args()
    found: dict[str, Any] = {
        "day": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {psutil.cpu_count()} cores, {psutil.virtual_memory().total / 1e9:.0f} GB",
        "peers": {},
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=BROWSER_OPTIONS)
        for peer in PEERS:
            if peer.name in wanted.peers:
                try:
                    found["peers"][peer.name] = measure(browser, peer, wanted)
                except Exception as fault:  # noqa: BLE001 - one peer that fails must not lose the others
                    found["peers"][peer.name] = {"failed": str(fault)[:300]}
                write_report(wanted.into, found)
        browser.close()
    print(json.dumps({name: told.get("failed", "measured") for name, told in found["peers"].items()}))  # noqa: T201


if __name__ == "__main__":
    main()
