"""Finds a Chromium for the browser tests, or installs one. Run it to do so and to see which one it is."""
# ruff: noqa: T201 - it says what it does

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

VARIABLE: Final = "CRAMPGUIDE_CHROMIUM"
NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoChromiumError(RuntimeError):
    """Why there is no browser to test with, in one sentence."""


def find_chromium() -> str | None:
    """Return the path of a Chromium that is there already: the one asked for, one on the path, or Playwright's."""
    if asked := os.environ.get(VARIABLE):
        if not shutil.which(asked):
            message = f"{VARIABLE} is {asked!r}, which is no program."
            raise NoChromiumError(message)
        return asked
    for name in NAMES:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install_chromium() -> None:
    """Install Debian's package where that is possible without a password, else Playwright's own build."""
    if apt := _apt_get():
        print("No Chromium found. Installing the Debian package 'chromium'.", flush=True)
        if _run([*apt, "update"]) and _run([*apt, "install", "--yes", "--no-install-recommends", "chromium"]):
            return
        print("The Debian package could not be installed.", flush=True)
    print("Installing Playwright's Chromium in your home folder.", flush=True)
    _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _apt_get() -> list[str]:
    """Return how to call apt-get as root without a question, or nothing."""
    if not shutil.which("apt-get"):
        return []
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]
    if os.geteuid() == 0:
        return quiet
    sudo = shutil.which("sudo")
    return [sudo, "-n", *quiet] if sudo and _run([sudo, "-n", "true"]) else []


def _run(command: list[str]) -> bool:
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0


def main() -> None:
    """Make sure that there is a Chromium, and say which."""
    try:
        found = find_chromium()
        if not found:
            install_chromium()
            found = find_chromium()
    except NoChromiumError as fault:
        sys.exit(str(fault))
    if not found:
        sys.exit(f"There is no Chromium and none could be installed. Install one, or name one in {VARIABLE}.")
    print(f"Browser tests use {found}")


if __name__ == "__main__":
    main()
