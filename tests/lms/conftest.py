"""A learning system to open courses in: its pages, its memory, and what it is sent."""

import base64
import contextlib
import fcntl
import json
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Frame, Page, expect

from coordguide.lms import STANDARDS
from coordguide.site.bundle.scripts import Scripts

HERE = Path(__file__).parent
PAGES = HERE / "pages"
KEY = base64.b64encode(b"trainer:secret").decode()
ASKED_WITH = {"Authorization": f"Basic {KEY}", "X-Experience-API-Version": "1.0.3"}


class RecordStore:
    """A real record store, ralph-malph, which checks and keeps the statements."""

    def __init__(self, address: str) -> None:
        self.address = address

    def ask(self, query: str = "", sent: bytes | None = None) -> tuple[int, bytes]:
        """Read statements, or add some; returns the status and what was answered."""
        headers = ASKED_WITH | {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.address}?{query}", sent, headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def statements(self, actor: dict[str, Any]) -> list[dict[str, Any]]:
        """All it keeps about somebody, in the order of what happened."""
        _, found = self.ask(urlencode({"agent": json.dumps(actor), "ascending": "true"}))
        return sorted(json.loads(found)["statements"], key=lambda one: one["timestamp"])


@pytest.fixture(scope="session")
def record_store(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordStore]:
    """The record store, running."""
    (root / "build").mkdir(exist_ok=True)
    with (root / "build" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # workers of one run must not install side by side
        subprocess.run(["make", "--silent", ".venv/store/ready"], cwd=root, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    python = root / ".venv" / "store" / "bin" / "python"
    command = [python, HERE / "record_store.py", tmp_path_factory.mktemp("store"), str(port)]
    store = RecordStore(f"http://127.0.0.1:{port}/xAPI/statements")
    with subprocess.Popen(command) as running:
        for _ in range(600):
            try:
                store.ask("limit=1")
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        yield store
        running.terminate()


@dataclass
class LearningSystem:
    """What a learning system keeps, and how it behaves; every request changes or obeys it.

    ``says`` is the status it answers reports with: 200 while all is well, 0 for
    not at all, 502 where statements arrive but the answer is lost. Before each
    request of another origin it thinks for ``pause`` seconds. ``kept`` is what
    the run-time committed, ``documents`` are the state documents by all that
    names them, and ``store`` is where statements go.
    """

    address: str = ""
    says: int = 200
    pause: float = 0
    kept: Any = None
    commits: list[dict[str, Any]] = field(default_factory=list)
    documents: dict[frozenset, Any] = field(default_factory=dict)
    keys_given: int = 0
    store: RecordStore | None = None
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def endpoint(self) -> str:
        """Where xAPI is spoken; for a page of this system it is another origin."""
        return self.address.replace("127.0.0.1", "localhost") + "/xapi"

    def commit(self, sent: dict[str, Any]) -> None:
        """Keep what the run-time commits; a real one keeps what is not sent again."""
        self.commits.append(sent)
        self.kept = sent["cmi"]


class Handler(SimpleHTTPRequestHandler):
    """Serves the pages below a folder, and the learning system's own addresses."""

    protocol_version = "HTTP/1.1"
    # Many learning systems know no better; a package has to run there too.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".wasm": "application/octet-stream",
        ".json": "application/octet-stream",
    }

    def __init__(self, *args: Any, system: LearningSystem, **more: Any) -> None:
        self.system = system
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/kept":
            self.answer(200, self.system.kept)
        elif path.startswith("/xapi/"):
            self.speak_xapi(path, None)
        else:
            super().do_GET()

    def do_POST(self) -> None:
        path = urlsplit(self.path).path
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if path.startswith("/xapi/"):
            self.speak_xapi(path, sent)
        elif path == "/fetch":
            self.give_key()
        else:
            if self.system.says == 200:
                self.system.commit(json.loads(sent))
            self.answer(self.system.says, {"result": self.system.says == 200, "errorCode": 0})

    do_PUT = do_POST

    def do_OPTIONS(self) -> None:
        """Let a page of another origin ask, as every record store for browsers has to."""
        time.sleep(self.system.pause)
        self.answer(204, None)

    def speak_xapi(self, path: str, sent: bytes | None) -> None:
        """Answer as a record store: statements go to the real one, documents are kept here."""
        if self.system.says == 0:
            self.system.closing.wait()
            self.close_connection = True
        elif any(self.headers[name] != value for name, value in ASKED_WITH.items()):
            self.answer(401, None)
        elif path == "/xapi/statements" and self.system.says in (200, 502):
            status, said = self.system.store.ask(sent=sent)
            lost = self.system.says == 502
            self.answer(502 if lost else status, None if lost else json.loads(said or "null"))
        elif self.system.says != 200:
            self.answer(self.system.says, None)
        else:
            self.keep_document(sent)

    def keep_document(self, sent: bytes | None) -> None:
        """Read or write one state document; the store used here offers none of these."""
        name = frozenset(parse_qsl(urlsplit(self.path).query))
        if sent is not None:
            self.system.documents[name] = json.loads(sent)
            self.answer(204, None)
        else:
            found = self.system.documents.get(name)
            self.answer(200 if found else 404, found)

    def give_key(self) -> None:
        """Give the key of a cmi5 sitting, once."""
        self.system.keys_given += 1
        once = self.system.keys_given == 1
        error = {"error-code": "1", "error-text": "The key was given before."}
        self.answer(200, {"auth-token": KEY} if once else error)

    def answer(self, status: int, value: Any) -> None:
        body = b"" if status == 204 else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Access-Control-Allow-Origin", self.headers.get("Origin", "*"))
        self.send_header("Access-Control-Max-Age", "0")
        self.send_header("Access-Control-Allow-Methods", "GET, POST, PUT")
        self.send_header(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, X-Experience-API-Version",
        )
        self.send_header("Content-Length", str(len(body)))
        with contextlib.suppress(ConnectionError):  # a page that is gone waits for no answer
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="session")
def system_files(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder a learning system serves: its pages, the run-time, and the reporters."""
    folder = tmp_path_factory.mktemp("learning-system")
    web = root / "checklist" / "web"
    for page in PAGES.iterdir():
        (folder / page.name).symlink_to(page)
    (folder / "scorm-again").symlink_to(web / "node_modules" / "scorm-again" / "dist")
    scripts = Scripts(root, {})
    (folder / "reporting").mkdir()
    for standard in STANDARDS:
        script = scripts.bundle(f"practice/reporting/{standard}.ts", f"reporting/{standard}.js")
        (folder / "reporting" / f"{standard}.js").write_bytes(script)
    return folder


@pytest.fixture
def system(system_files: Path) -> Iterator[LearningSystem]:
    """A learning system that knows nobody yet."""
    system = LearningSystem()
    handler = partial(Handler, system=system, directory=str(system_files))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    system.address = f"http://127.0.0.1:{server.server_port}"
    yield system
    system.closing.set()
    server.shutdown()
    server.server_close()
    thread.join()


class Sitting:
    """A trainee's sitting: the learning system's page with a course in its frame."""

    def __init__(
        self, page: Page, system: LearningSystem, standard: str, run_time: str = "scorm-again"
    ) -> None:
        self.page = page
        self.system = system
        self.standard = standard
        self.run_time = run_time
        self.refused: list[list[Any]] = []  # by the strict run-time: code, call, what was given
        page.on("console", self.hear)

    def hear(self, message: ConsoleMessage) -> None:
        """Note what the strict run-time refuses."""
        if message.text.startswith("refused "):
            self.refused.append(json.loads(message.text.removeprefix("refused ")))

    def open(self, course: str = "", **settings: Any) -> "Sitting":
        """Open a course, or a reporter alone; ``settings`` are the run-time's."""
        query = {
            "standard": self.standard,
            "run-time": self.run_time,
            "open": course or f"reporter.html?standard={self.standard}",
            "settings": json.dumps(settings),
        }
        self.page.goto(f"{self.system.address}/learning-system.html?{urlencode(query)}")
        self.page.wait_for_selector("#course", state="attached")  # the run-time is in place then
        if not course:
            frame = self.page.frame_locator("#course").locator("html")
            expect(frame).to_have_attribute("data-state", "ready")
        return self

    @property
    def frame(self) -> Frame:
        """The innermost frame."""
        return self.page.frames[-1]

    def ask(self, expression: str, given: Any = None) -> Any:
        """Ask the reporter something."""
        return self.frame.evaluate(expression, given)

    def decide(self, decision: dict[str, Any]) -> Any:
        return self.ask("one => reporter.decided(one)", decision)

    def save(self, state: str, status: dict[str, Any]) -> Any:
        return self.ask("([state, status]) => reporter.save(state, status)", [state, status])

    def close(self) -> None:
        """Close the window, as trainees do, without a word to the course."""
        commits = len(self.system.commits)
        self.page.evaluate("document.getElementById('course').remove()")
        self.page.wait_for_timeout(50)
        assert len(self.system.commits) > commits


def _decision(number: int = 1, result: str = "correct") -> dict[str, Any]:
    """A decision as the player reports it."""
    chosen = {"correct": ["get-roi-first"], "wrong": ["proceed"]}[result]
    return {
        "id": f"az-no-release.decision.contact-{number}",
        "case": "az-no-release",
        "step": "decision",
        "description": "What may the counselor do now?",
        "choices": [
            {"id": "proceed", "text": "Call the doctor"},
            {"id": "get-roi-first", "text": "Get the release first"},
        ],
        "response": chosen,
        "correct": ["get-roi-first"],
        "result": result,
        "critical": result == "wrong",
        "seconds": 3725.5,
        "at": "2026-06-15T10:00:00.250Z",
    }


def _status(progress: float = 0.5, raw: int = 1, passed: bool | None = None) -> dict[str, Any]:
    """Where a trainee is, of two decisions; complete once ``passed`` says something."""
    score = {"raw": raw, "min": 0, "max": 2, "scaled": raw / 2}
    is_complete = passed is not None
    return {"progress": progress, "score": score, "passed": passed, "complete": is_complete}


@pytest.fixture
def sit(page: Page, system: LearningSystem) -> Callable[..., Sitting]:
    """Sit down at the learning system: ``sit("scorm12").open()``, ``sit("scorm12", "strict")``."""
    return lambda standard, *run_time: Sitting(page, system, standard, *run_time)


@pytest.fixture(scope="session")
def decision() -> Callable[..., dict[str, Any]]:
    """A decision as the player reports it: ``decision(2, "wrong")``."""
    return _decision


@pytest.fixture(scope="session")
def status() -> Callable[..., dict[str, Any]]:
    """Where a trainee is: ``status(progress, raw, passed)``."""
    return _status
