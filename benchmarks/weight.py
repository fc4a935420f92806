"""Page weight and cold start: bytes that the browser fetches for the first page, and seconds until the server answers."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

PORT = 8697
OVTF = str(Path(sys.executable).with_name("ovtf"))


def main() -> None:
    """Make a demo, start its server, and print how long it takes to answer and how much the browser fetches."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "demo")
        subprocess.run(
            [OVTF, "demo", "-w", path, "--cases", "1500", "--no-start"], check=True, stdout=subprocess.DEVNULL
        )
        before = time.monotonic()
        server = subprocess.Popen(
            [OVTF, "serve", "-w", path, "--port", str(PORT)], stdout=subprocess.DEVNULL, env=os.environ
        )
        try:
            _wait()
            print(f"cold start   {time.monotonic() - before:.1f} s until /healthz answers")
            _weigh()
        finally:
            server.terminate()
            server.wait(20)


def _wait() -> None:
    """Wait until the server answers."""
    for _try in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)


def _weigh() -> None:
    """Sign in with a browser, and print the bytes fetched for the sign-in page, then with the overview."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        fetched = 0

        def add_bytes(event: dict[str, Any]) -> None:
            nonlocal fetched
            fetched += event["encodedDataLength"]

        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", add_bytes)
        page.goto(f"http://127.0.0.1:{PORT}")
        page.get_by_label("User name", exact=True).wait_for()
        print(f"sign-in page {fetched / 1e6:.2f} MB on the wire")
        button = page.get_by_test_id("stFormSubmitButton").get_by_role("button")
        page.get_by_label("User name", exact=True).fill("dilan")
        page.get_by_label("Password", exact=True).fill("Demo-only-2026!")
        button.click()
        page.get_by_text("Cases by governorate of service").wait_for()
        page.wait_for_timeout(3000)
        print(f"and overview {fetched / 1e6:.2f} MB on the wire, charts included")
        browser.close()


if __name__ == "__main__":
    main()
