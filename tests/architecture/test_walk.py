"""The stranger's walk on the architecture page is short, and everything it names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/contribute/architecture.md"
DEFINED = (
    r"^\s*(export )?(default )?(async )?(def|class|function)\*? {name}\b"  # Python, scripts
    r"|^\s+(async )?{name}\("  # a method of a script's class
    r"|^\[?{name}\b"  # a key of a content file
)


def steps() -> list[str]:
    """The numbered lines of the walk."""
    walk = PAGE.read_text("utf-8").partition("\n## One answer")[2]
    return [line for line in walk.splitlines() if re.match(r"\d+\. ", line)]


def file_named(name: str) -> Path | None:
    """The file a step names; a script is named without its ending."""
    if (ROOT / name).is_file():
        return ROOT / name
    return next(iter(sorted((ROOT / name).parent.glob(f"{Path(name).name}.[jt]s*"))), None)


def missing(step: str) -> list[str]:
    """What a step names that is not there: a file, or a function that none of its files defines."""
    names = re.findall(r"`([^`]+)`", step)
    files = {name: file_named(name) for name in names if "/" in name}
    code = "\n".join(path.read_text("utf-8") for path in files.values() if path)
    wrong = [name for name, path in files.items() if path is None]
    for name in (one for one in names if one not in files):
        defined = DEFINED.replace("{name}", re.escape(name))
        if not re.search(defined, code, re.MULTILINE):
            wrong.append(name)
    return wrong


def test_the_walk_is_under_fifteen_lines() -> None:
    assert 8 <= len(steps()) < 15


def test_every_step_names_what_is_there() -> None:
    assert {step: missing(step) for step in steps() if missing(step)} == {}


def test_a_name_that_is_not_there_is_seen() -> None:
    view = "`src/coordguide/view.py`"
    assert missing(f"1. `to_json` of {view}.") == []
    assert missing(f"1. `to_yaml` of {view}.") == ["to_yaml"]
    assert missing("1. In `src/coordguide/no-such-file.py` it ends.") == [
        "src/coordguide/no-such-file.py"
    ]
