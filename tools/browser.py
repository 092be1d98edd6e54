"""Find a Chromium for the browser tests, or install one by the platform's means.

`python -m tools.browser` prints its path; it fails with a sentence that says how to get one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC: Final = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
HOW: Final = (
    "Die Browser-Tests brauchen Chromium. Bitte installieren Sie es (Debian/Ubuntu: "
    "sudo apt-get install chromium; Fedora: sudo dnf install chromium; macOS: brew install "
    "--cask chromium) oder nennen Sie den Pfad in CHROMIUM.\n"
    "The browser tests need Chromium. Please install it or name its path in CHROMIUM."
)


def find() -> str | None:
    """Path of an installed Chromium; None when there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if shutil.which(named) else None
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or (MAC if shutil.which(MAC) else None)


def install() -> None:
    """Install Chromium with apt or dnf where this account may do so without being asked."""
    sudo = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and not shutil.which("sudo"):
        return
    if shutil.which("apt-get"):
        steps = [["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "chromium"]]
    elif shutil.which("dnf"):
        steps = [["dnf", "install", "-y", "-q", "chromium"]]
    else:
        return
    for step in steps:
        # S603: fixed commands, no input from outside.
        result = subprocess.run([*sudo, *step], check=False, stdout=subprocess.DEVNULL)  # noqa: S603
        if result.returncode:
            return


def main() -> int:
    """Find, else install and find."""
    if find() is None:
        install()
    path = find()
    print(path or HOW, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
