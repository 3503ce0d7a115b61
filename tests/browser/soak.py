"""Lets visitors come, answer and vanish, half of them without goodbye, and looks at what is left: ``make soak``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from playwright.sync_api import Error, sync_playwright

from crampguide.knowledge.loading import load_knowledge
from tests.browser.chromium import find_chromium
from tests.browser.conftest import BROWSER_OPTIONS
from tests.browser.servers import start_server

if TYPE_CHECKING:
    from tests.browser.servers import Server

A_MINUTE = 10
OLDEST = 120.0
"""Of a kernel without a page [s]."""
GROWTH = 1.10
"""Of the server's own memory, from a quarter of the time to the end."""


def memory(process: int) -> float:
    """Return the memory of a process itself [MB]."""
    return float(psutil.Process(process).memory_full_info().pss) / 1e6


def one_visitor(server: Server, number: int, stay: float, seen: dict[str, list[float]]) -> None:
    """Come, answer, see the result follow, and leave; every other one just vanishes."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=BROWSER_OPTIONS)
        page = browser.new_page()
        try:
            began = time.monotonic()
            page.goto(server.address, wait_until="commit")
            page.locator(".cg-form").wait_for(timeout=60_000)
            box = page.locator('[data-question="warning_signs"] input[type=checkbox]').first
            box.check()
            page.locator(".cg-region-level").filter(has_text="Get help now").wait_for(timeout=20_000)
            seen["result"].append(time.monotonic() - began)
            page.wait_for_timeout(1000 * stay)
            if number % 2:
                page.goto("about:blank")
        except Error as fault:
            seen["lost"].append(time.monotonic())
            print(f"visitor {number}: {str(fault)[:200]}")  # noqa: T201
        finally:
            browser.close()  # without leaving the page, as a phone that is swiped away


def main() -> None:
    """Run, and exit with 1 if anything is not as promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--stay", type=float, default=20, help="How long a visitor stays [s].")
    wanted = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="crampguide-soak-"))
    serving = start_server([sys.executable, "-m", "crampguide", "app", "--no-browser"], folder)
    server = next(serving)
    seen: dict[str, list[float]] = {"result": [], "lost": [], "memory": [], "kernels": []}
    ends = time.monotonic() + 60 * wanted.minutes
    with ThreadPoolExecutor(12) as pool:
        number = 0
        while time.monotonic() < ends:
            pool.submit(one_visitor, server, number, wanted.stay, seen)
            number += 1
            time.sleep(60 / A_MINUTE)
            seen["memory"].append(memory(server.process.pid))
            seen["kernels"].append(len(server.kernels()))
    deadline = time.monotonic() + OLDEST
    while server.kernels() and time.monotonic() < deadline:
        time.sleep(1)
    printed = server.printed()
    options = {option.id for asked in load_knowledge().questions for option in asked.options}
    settled = seen["memory"][len(seen["memory"]) // 4 :]
    faults = [
        f"{len(seen['lost'])} visitors saw no result" if seen["lost"] else "",
        f"{len(server.kernels())} kernels are left" if server.kernels() else "",
        "the log holds an answer" if any(word in printed for word in options) else "",
        "memory grows" if settled[-1] > GROWTH * settled[0] else "",
    ]
    print(  # noqa: T201
        f"{number} visitors, {len(seen['result'])} results, slowest {max(seen['result'], default=0):.1f} s; "
        f"memory of the server {settled[0]:.0f} to {settled[-1]:.0f} MB; most kernels {max(seen['kernels']):.0f}; "
        f"log {len(printed)} letters"
    )
    serving.close()
    faults = [fault for fault in faults if fault]
    print("; ".join(faults) or "as promised")  # noqa: T201
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
