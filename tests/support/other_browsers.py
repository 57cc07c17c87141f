"""Starts Firefox and a WebKit, both driven by the same words of Selenium.

WebKit has a driver that speaks WebDriver. Firefox's is in none of the
registries the project uses, and Firefox itself speaks Marionette, the same
commands under other names; here they are put over.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from selenium.webdriver import Remote
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

# What the tests ask for, as Marionette calls it.
MARIONETTE = {
    Command.NEW_SESSION: "WebDriver:NewSession",
    Command.GET: "WebDriver:Navigate",
    Command.FIND_ELEMENT: "WebDriver:FindElement",
    Command.FIND_ELEMENTS: "WebDriver:FindElements",
    Command.CLICK_ELEMENT: "WebDriver:ElementClick",
    Command.SEND_KEYS_TO_ELEMENT: "WebDriver:ElementSendKeys",
    Command.W3C_EXECUTE_SCRIPT: "WebDriver:ExecuteScript",
    Command.GET_ELEMENT_TEXT: "WebDriver:GetElementText",
    Command.SWITCH_TO_FRAME: "WebDriver:SwitchToFrame",
    Command.SCREENSHOT: "WebDriver:TakeScreenshot",
    Command.SET_WINDOW_RECT: "WebDriver:SetWindowRect",
    Command.QUIT: "Marionette:Quit",
}

PATIENCE = 60  # seconds for one command; it is stuck if it takes longer

# Nothing is asked of the network at start, and no page of a first run is shown.
PREFERENCES = {
    "marionette.port": 0,  # any that is free; it is written beside the profile
    "datareporting.policy.dataSubmissionEnabled": False,
    "browser.aboutwelcome.enabled": False,
}


class Marionette:
    """What Selenium hands its commands to, in place of a WebDriver's address."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.stream = self.socket.makefile("rwb")
        self._read()  # who it is

    def execute(self, command: str, params: dict[str, Any]) -> dict[str, Any]:
        """Run one command and return what Selenium expects: its value, or its error."""
        text = json.dumps([0, 1, MARIONETTE[command], params]).encode()
        self.stream.write(b"%d:%b" % (len(text), text))
        self.stream.flush()
        _, _, error, result = self._read()
        if error:
            return {"status": 500, "value": json.dumps({"value": error})}
        return {"value": result.get("value", result) if isinstance(result, dict) else result}

    def _read(self) -> Any:
        length = b""
        while (digit := self.stream.read(1)) != b":":
            length += digit
        return json.loads(self.stream.read(int(length)))

    def close(self) -> None:
        """Hang up; Selenium does so after it quits the browser."""
        self.stream.close()
        self.socket.close()


@contextmanager
def firefox(paths: dict[str, str], folder: Path) -> Iterator[WebDriver]:
    """Run Firefox without a window, with a profile of its own in ``folder``."""
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
    (folder / "user.js").write_text("\n".join(lines), "utf-8")
    command = [paths["firefox"], "--marionette", "--headless", "--profile", str(folder)]
    with (
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running,
        # Selenium asks no more of a connection than what stands in the class above.
        Remote(
            cast(RemoteConnection, Marionette(_port(folder, running))), options=ArgOptions()
        ) as driver,
    ):
        yield driver


def _port(profile: Path, running: subprocess.Popen[bytes]) -> int:
    said = profile / "MarionetteActivePort"
    while not said.exists() or not said.read_text():
        assert running.poll() is None, "Firefox ended while it started"
        time.sleep(0.05)
    return int(said.read_text())


@contextmanager
def webkit(paths: dict[str, str], folder: Path) -> Iterator[WebDriver]:
    """Run WebKit's small browser, which needs a screen, with ``folder`` as its home."""
    options = Options()
    options.binary_location = paths["webkit"]
    options.add_argument("--automation")
    with _screen(paths["screen"]) as display:
        env = {**os.environ, "DISPLAY": display, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
        service = Service(paths["driver"], env=env)
        service.start()
        try:
            where = ClientConfig(service.service_url, timeout=PATIENCE)
            with Remote(RemoteConnection(client_config=where), options=options) as driver:
                yield driver
        finally:
            service.stop()


@contextmanager
def _screen(program: str) -> Iterator[str]:
    """Run a screen that is only in memory, and say which display it is."""
    read, write = os.pipe()
    command = [program, "-displayfd", str(write), "-screen", "0", "1280x1000x24"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as running:
        os.close(write)
        try:
            with os.fdopen(read) as said:
                yield f":{said.readline().strip()}"
        finally:
            running.terminate()
