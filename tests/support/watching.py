"""Sees everything a page sends, keeps, says or shows in its address, so that a test can search it.

Every request of the browser goes through a proxy of ours: those of pages,
workers and service workers, to the site and to anywhere else. What a page
keeps is read from the page itself when a test asks for it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote_plus, urlsplit

from playwright.sync_api import BrowserContext, Page

# Tells of every message a page sends to anybody, before anything of the page runs.
LISTEN = """(() => {
  const tell = (channel, message) => {
    let text = "";
    try { text = JSON.stringify(message) ?? String(message); } catch { text = String(message); }
    globalThis.watchForTest(channel, text);
  };
  const channels = [
    [Worker.prototype, "worker"], [MessagePort.prototype, "message"],
    [BroadcastChannel.prototype, "message"],
    [globalThis.ServiceWorker?.prototype, "message"],
  ];
  for (const [owner, channel] of channels) {
    const send = owner?.postMessage;
    if (send) owner.postMessage = function (message, ...more) {
      tell(channel, message);
      return send.call(this, message, ...more);
    };
  }
  const send = globalThis.postMessage.bind(globalThis);
  globalThis.postMessage = (message, ...more) => {
    tell("message", message);
    return send(message, ...more);
  };
  const copy = (name) => {
    const write = history[name].bind(history);
    history[name] = (state, ...more) => {
      tell("address", [state, ...more]);
      return write(state, ...more);
    };
  };
  copy("pushState");
  copy("replaceState");
})()"""

# Everything the browser keeps for this page's origin and for this tab.
KEPT = """async () => {
  const all = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const found = {
    local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie,
    name: window.name, title: document.title, state: history.state,
  };
  found.indexed = [];
  for (const { name } of await indexedDB.databases()) {
    const base = await all(indexedDB.open(name));
    for (const store of base.objectStoreNames) {
      const open = () => base.transaction(store).objectStore(store);
      found.indexed.push(name, store, await all(open().getAllKeys()), await all(open().getAll()));
    }
    base.close();
  }
  found.caches = [];
  for (const name of await globalThis.caches?.keys() ?? []) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const kept = await cache.match(request);
      const isText = !/wasm|zip|pdf/.test(kept.headers.get("Content-Type"));
      found.caches.push(name, request.url, isText && await kept.text());
    }
  }
  found.files = [];
  for await (const name of (await navigator.storage.getDirectory()).keys()) found.files.push(name);
  return found;
}"""


# Chromium asks its maker how fields of a form are usually called. What is written in them is not
# sent, and no page can forbid the question; docs/portals/verify-privacy.md says who can.
BROWSERS_OWN = {"content-autofill.googleapis.com:443"}


class Watch:
    """One browser context under watch.

    ``sent`` holds ``(method, address, text)`` of every request, the text being
    its headers and body; ``heard`` holds ``(channel, text)`` of what pages
    said: to others (``message``), to their own workers (``worker``), on the
    console (``console``) and in their address (``address``).
    """

    def __init__(self, site: str) -> None:
        self.site = site
        self.sent: list[tuple[str, str, str]] = []
        self.heard: list[tuple[str, str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _forwarding(self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def proxy(self) -> dict[str, str]:
        """The proxy for the context; it serves this machine's own addresses too."""
        return {"server": f"http://127.0.0.1:{self._server.server_port}", "bypass": "<-loopback>"}

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def over(self, context: BrowserContext) -> None:
        """Listen to all pages of a context, and to their workers."""
        context.expose_binding("watchForTest", lambda _, *said: self.heard.append(said))
        context.add_init_script(LISTEN)
        context.on("console", lambda message: self.heard.append(("console", message.text)))
        context.on("weberror", lambda error: self.heard.append(("console", str(error.error))))
        context.on("page", self._follow)

    def _follow(self, page: Page) -> None:
        page.on("framenavigated", lambda frame: self.heard.append(("address", frame.url)))
        page.on("worker", lambda worker: self.heard.append(("address", worker.url)))

    def abroad(self) -> list[str]:
        """Return the addresses of requests that left the site's origin."""
        here = urlsplit(self.site).netloc
        return [url for _, url, _ in self.sent if urlsplit(url).netloc != here]

    def places(self, page: Page) -> dict[str, str]:
        """Return everything to search, by where it was: sent, said and kept."""
        found = {"request": json.dumps(self.sent), "cookie": json.dumps(page.context.cookies())}
        for channel in ("message", "worker", "console", "address"):
            found[channel] = json.dumps([text for told, text in self.heard if told == channel])
        kept: dict[str, Any] = page.evaluate(KEPT)
        found |= {f"kept in {place}": json.dumps(what) for place, what in kept.items()}
        # Once as it was, and once with what addresses and messages escape.
        return {
            place: f"{text}\n{unquote_plus(text)}\n{text.replace(chr(92), '')}"
            for place, text in found.items()
        }


def holding(places: dict[str, str], canaries: Iterable[str]) -> set[tuple[str, str]]:
    """Return where which of the canaries was found."""
    return {(place, one) for one in canaries for place, text in places.items() if one in text}


def _forwarding(watch: Watch) -> type[BaseHTTPRequestHandler]:
    class Forward(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            watch.sent.append((self.command, self.path, f"{self.headers}{body!r}"))
            asked = urlsplit(self.path)
            if f"{asked.scheme}://{asked.netloc}" != watch.site:
                self.send_error(502)
                return
            connection = HTTPConnection(asked.netloc, timeout=60)
            path = asked.path + (f"?{asked.query}" if asked.query else "")
            connection.request(self.command, path, body or None, dict(self.headers))
            answer = connection.getresponse()
            data = answer.read()
            connection.close()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("content-length", "connection", "date", "server"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_HEAD = forward

        def do_CONNECT(self) -> None:
            if self.path not in BROWSERS_OWN:
                watch.sent.append((self.command, f"https://{self.path}", str(self.headers)))
            self.send_error(502)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: what was asked is in ``sent``."""

    return Forward
