"""The headers of the site, written the way common static hosts read them.

``_headers`` stands at the top of the site, where some hosts look for it by
themselves; what nginx and Apache include stands below ``hosting/``. All say
what ``headers.json`` says, and a test asks real servers whether they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from coordguide.site.serving.headers import ENGINE, FOUND, FOUND_ONLY, Table, for_path

FOLDER = "hosting"
"""Where the files for a server's own setup go, below the site's folder."""

_FOUND = "|".join(map(str, FOUND))
_IF_FOUND = f' "expr=%{{REQUEST_STATUS}} =~ /^({_FOUND})/"'


def write(site: Path, table: Table) -> None:
    """Write every form of the headers into a finished site."""
    folder = site / FOLDER
    folder.mkdir(exist_ok=True)
    (folder / "nginx-http.conf").write_text(nginx_maps(table), "utf-8")
    (folder / "nginx-server.conf").write_text(nginx_headers(table), "utf-8")
    (folder / "apache.conf").write_text(apache(table), "utf-8")
    (site / "_headers").write_text(underscore_headers(table, site), "utf-8")


def underscore_headers(table: Table, site: Path) -> str:
    """Return the file ``_headers``, for a finished site.

    Where two rules fit an address, such hosts join the values of a header,
    and two policies joined are stricter than either. So no two rules here
    name the same header for the same address.
    """
    common = _common(table)
    lines = ["/*", *_indented(common)]
    for pattern, address in sorted(_patterns(table, site, site)):
        own = for_path(table, address)
        lines += [pattern, *_indented({name: own[name] for name in own if name not in common})]
    return "\n".join(lines) + "\n"


def _indented(headers: dict[str, str]) -> list[str]:
    return [f"  {name}: {value}" for name, value in headers.items()]


def _patterns(table: Table, site: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield patterns that together fit every file once, each with an address it stands for."""
    for path in sorted(folder.iterdir()):
        address = f"/{path.relative_to(site).as_posix()}"
        if path.is_file():
            yield address, address
        # What is kept for a year is named file by file: a rule also fits a file that is missing.
        elif f"{address}/".startswith(ENGINE) or any(
            start.startswith(f"{address}/") and start != f"{address}/" for start in table
        ):
            yield from _patterns(table, site, path)
        else:
            yield f"{address}/*", f"{address}/"
    if (folder / "index.html").is_file():
        address = f"/{folder.relative_to(site).as_posix()}/".replace("/./", "/")
        yield address, address


def _common(table: Table) -> dict[str, str]:
    """Return the headers that are the same everywhere."""
    everywhere = table["/"].items()
    return dict(pair for pair in everywhere if all(pair in own.items() for own in table.values()))


def _varying(table: Table) -> list[str]:
    common = _common(table)
    return sorted({name for own in table.values() for name in own if name not in common})


def nginx_maps(table: Table) -> str:
    """Return what nginx needs inside ``http { }``: the headers that depend on the address."""
    lines = ["# Inside http { }; nginx-server.conf goes inside server { }."]
    for name in _varying(table):
        status, found = ("$status ", f"({_FOUND}) ") if name in FOUND_ONLY else ("", "")
        lines.append(f'map "{status}$uri" {_variable(name)} {{')
        for start in sorted(table, key=len, reverse=True):  # the first that fits counts
            value = table[start].get(name, "").replace('"', r"\"")
            which = "default" if start == "/" else f'"~^{found}{re.escape(start)}"'
            lines.append(f'    {which} "{value}";')
        lines.append("}")
    return "\n".join(lines) + "\n"


def nginx_headers(table: Table) -> str:
    """Return what nginx needs inside ``server { }``. A header whose value is empty is not sent."""
    lines = ["# Inside server { }; nginx-http.conf goes inside http { }."]
    lines += [f'add_header {name} "{value}" always;' for name, value in _common(table).items()]
    lines += [f"add_header {name} {_variable(name)} always;" for name in _varying(table)]
    return "\n".join(lines) + "\n"


def _variable(header: str) -> str:
    return f"$coordguide_{header.lower().replace('-', '_')}"


def apache(table: Table) -> str:
    """Return what Apache needs, in the server's setup or as ``.htaccess``, with mod_headers."""
    lines = ["# Needs mod_headers. Include it, or copy it to .htaccess in the site's folder."]
    lines += [f'Header always set {name} "{value}"' for name, value in table["/"].items()]
    for start in sorted(set(table) - {"/"}, key=len):
        lines.append(f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(start)}#">')
        for name in _varying(table):
            if name in table[start]:
                found = _IF_FOUND if name in FOUND_ONLY else ""
                lines.append(f'    Header always set {name} "{table[start][name]}"{found}')
            else:
                lines.append(f"    Header always unset {name}")
        lines.append("</If>")
    return "\n".join(lines) + "\n"
