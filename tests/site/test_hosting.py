"""Every form of the headers says the same: asked of a real nginx, a real Apache, and the rules."""

import re
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPMessage, HTTPSConnection
from pathlib import Path

import pytest
from addresses import EMBED_FILES, MISSING, MISSING_BESIDE_PYTHON, PLAIN, PYTHON
from waiting import tries

from coordguide.site.serving import headers

# What the documented server does not say, since it is where it is included: the rest of nginx.
NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ }}
http {{
  types {{ text/html html; text/javascript js; application/wasm wasm; }}
  access_log off;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  {server}
}}
"""
APACHE = """
ServerName localhost
ServerRoot /usr/lib/apache2
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
ErrorLog {folder}/apache.log
DefaultRuntimeDir {folder}
Mutex file:{folder} default
LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule dir_module modules/mod_dir.so
LoadModule headers_module modules/mod_headers.so
DocumentRoot {site}
<Directory {site}>
  Require all granted
</Directory>
ErrorDocument 404 /404.html
Include {site}/hosting/apache.conf
"""
# In the folder of the site, as where nobody but the host may change the server's own setup.
HTACCESS = APACHE.replace(
    "  Require all granted", "  Require all granted\n  AllowOverride All"
).replace("Include {site}/hosting/apache.conf\n", "")
FORMS = {"nginx": NGINX, "apache": APACHE, "htaccess": HTACCESS}
ADDRESSES = (*PYTHON, *PLAIN, *EMBED_FILES, *MISSING, *MISSING_BESIDE_PYTHON)


@pytest.fixture(scope="module")
def servers() -> dict[str, str]:
    found = Path(__file__).parents[1] / "find-webservers"
    done = subprocess.run([found], check=True, capture_output=True, text=True)
    return dict(zip(("nginx", "apache"), done.stdout.split(), strict=True))


@pytest.fixture(scope="module")
def engine_file(site_dir: Path) -> str:
    (path,) = site_dir.glob(f"{headers.ENGINE[1:]}*/worker.js")
    return f"/{path.relative_to(site_dir).as_posix()}"


@contextmanager
def running(command: list[str], port: int, is_secure: bool) -> Iterator[Callable[..., HTTPMessage]]:
    """Start a server and wait until it answers; gives a function that asks it for headers."""
    anyone = ssl._create_unverified_context()  # nobody signed the certificate of a test
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def ask(address: str, **more: str) -> HTTPMessage:
        where = ("127.0.0.1", port)
        connection = (
            HTTPSConnection(*where, timeout=30, context=anyone)
            if is_secure
            else HTTPConnection(*where, timeout=30)
        )
        connection.request("GET", address, headers=more)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.headers

    try:
        for _ in tries():
            try:
                ask("/")
                break
            except ConnectionError:
                assert process.poll() is None, process.stdout.read().decode()
        yield ask
    finally:
        process.terminate()
        process.communicate(timeout=30)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.mark.parametrize("form", FORMS)
def test_a_real_server_sends_what_ours_sends(
    form: str, servers: dict[str, str], site_dir: Path, tmp_path: Path, engine_file: str
) -> None:
    port = free_port()
    setup = tmp_path / "server.conf"
    site = with_htaccess(site_dir, tmp_path / "site") if form == "htaccess" else site_dir
    server = documented(site, port, tmp_path) if form == "nginx" else ""
    setup.write_text(FORMS[form].format(folder=tmp_path, site=site, port=port, server=server))
    name, flags = ("nginx", ["-c"]) if form == "nginx" else ("apache", ["-X", "-f"])
    table = headers.read(site_dir)
    with running([servers[name], *flags, str(setup)], port, is_secure=form == "nginx") as ask:
        folder = engine_file.rpartition("/")[0]  # without its slash, it is sent elsewhere
        for address in (f"{headers.ENGINE}gone.js", folder):
            assert ask(address).get_all("Cache-Control") == ["no-cache"], address
        lasting = headers.for_path(table, engine_file)["Cache-Control"]
        had = {"If-None-Match": ask(engine_file)["ETag"]}
        for kind in ({"Range": "bytes=9-"}, had):
            assert ask(engine_file, **kind).get_all("Cache-Control") == [lasting], kind
        assert "Content-Range" in ask(engine_file, Range="bytes=9-")  # the rest, for slow lines
        for address in (*ADDRESSES, engine_file):
            is_found = (site_dir / address.removeprefix("/")).exists()
            fits = address if is_found else "/404.html"  # that page has scripts of its own
            check(ask(address), headers.for_path(table, fits), table, address)


def documented(site: Path, port: int, folder: Path) -> str:
    """Return the nginx server as our page gives it, with what each host has of its own put in."""
    page = (Path(__file__).parents[2] / "docs/portals/host.md").read_text("utf-8")
    (block,) = re.findall(r"^```nginx\n(.*?)^```$", page, re.M | re.S)
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = f"openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=checklist.example -keyout {key}"
    subprocess.run([*command.split(), "-out", certificate], check=True, capture_output=True)
    own = {
        "/srv/coordguide": site,
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "/etc/ssl/checklist.example.pem": certificate,
        "/etc/ssl/private/checklist.example.key": key,
    }
    for example, value in own.items():
        assert example in block
        block = block.replace(example, str(value))
    return block


def with_htaccess(site_dir: Path, folder: Path) -> Path:
    """Make a folder that holds all of the site and, as our page tells, a copy of one file."""
    folder.mkdir()
    for one in site_dir.iterdir():
        (folder / one.name).symlink_to(one)
    (folder / ".htaccess").write_bytes((site_dir / "hosting/apache.conf").read_bytes())
    return folder


def check(sent: HTTPMessage, wanted: dict[str, str], table: headers.Table, address: str) -> None:
    """Each header once and as it should be, and none that belongs to another part of the site."""
    for header in {name for own in table.values() for name in own}:
        expected = [wanted[header]] if header in wanted else None
        assert sent.get_all(header) == expected, f"{address}: {header}"


def test_the_headers_file_of_other_hosts_says_the_same(site_dir: Path) -> None:
    """As those hosts read it: all rules that fit count, and values of one header are joined."""
    table = headers.read(site_dir)
    rules = read_rules((site_dir / "_headers").read_text("utf-8"))
    assert len(rules) <= 100, "Cloudflare reads no more"
    files = [one for one in site_dir.rglob("*") if one.is_file() and one.name != "_headers"]
    addresses = {f"/{path.relative_to(site_dir).as_posix()}" for path in files}
    addresses |= {one.removesuffix("index.html") for one in addresses}
    for address in addresses:
        assert sent_by(rules, address) == headers.for_path(table, address), address
    assert "immutable" not in str(sent_by(rules, f"{headers.ENGINE}gone.js"))


def sent_by(rules: list[tuple[str, dict[str, str]]], address: str) -> dict[str, str]:
    sent: dict[str, str] = {}
    for pattern, own in rules:
        if re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), address):
            for name, value in own.items():
                sent[name] = f"{sent[name]}, {value}" if name in sent else value
    return sent


def read_rules(text: str) -> list[tuple[str, dict[str, str]]]:
    rules: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        assert len(line) < 2000, "Cloudflare reads no longer line"
        if line.startswith("/"):
            rules.append((line, {}))
        else:
            name, value = line.strip().split(": ", 1)
            rules[-1][1][name] = value
    return rules
