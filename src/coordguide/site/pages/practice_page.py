"""The pages of the practice: the list of courses, and a page for each.

A course's page holds all its cases as text to read and to discuss, for where
scripts are off; the player takes its context. Nothing in it gives an answer away.
"""

from __future__ import annotations

import csv
import html
import io
from typing import Any

from coordguide.engine.evaluation import evaluate
from coordguide.model import Content
from coordguide.practice import Lesson, Practice, pose
from coordguide.site.bundle.scripts import ENGINE_STARTS_WITH
from coordguide.site.pages import templating
from coordguide.site.pages.page_context import PageContext

_DOCUMENTS = {
    "release": "Form",
    "fax-cover": "Fax cover sheet",
    "records": "Records",
    "message": "Message",
}


def path_of(course: str) -> str:
    """Return the path of a course's page below ``docs``."""
    return f"practice/{course}.md"


def table_of(course: str) -> str:
    """Return the address of a course's table below the site."""
    return f"practice/{course}.csv"


def write_page(course: dict[str, Any]) -> str:
    """Return the Markdown of a course's page."""
    title = course["title"].replace('"', "”")
    return (
        # Who searches looks for guidance, not for a made-up story about it.
        f'---\ntitle: "{title}"\nsearch:\n  exclude: true\n---\n\n'
        f"# {title}\n\n<!-- coordguide:practice course={course['id']} -->\n"
    )


def write_table(course: dict[str, Any], cases: dict[str, dict[str, Any]]) -> str:
    """Return a course as a table for the training manager: one row for each case.

    Takes the course and every case of the bundle by id.
    """
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(
        ["course", "passing mark (%)", "section", "case", "title", "edition", "decisions"]
    )
    for section in course["sections"]:
        for name in section["cases"]:
            case = cases[name]
            asked = len(case["ask"])
            row = [course["id"], course["passing"], section["title"], name, case["title"]]
            table.writerow([*row, case["edition"], asked])
    return written.getvalue()


def courses(context: PageContext) -> str:
    """Return all courses as a list: a link to each, its mark, its size, and its table."""
    bundle = context.site.practice
    sizes = {case["id"]: len(case["ask"]) for case in bundle["cases"]}
    lines = []
    for course in bundle["courses"]:
        cases = [name for section in course["sections"] for name in section["cases"]]
        decisions = sum(sizes[name] for name in cases)
        table = context.href(table_of(course["id"]))
        lines.append(
            f"- [{html.escape(course['title'])}]({context.link(path_of(course['id']))}): "
            f"{len(cases)} cases, {decisions} decisions, passing mark {course['passing']} %. "
            f'<a href="{table}" download>Its cases as a table (CSV)</a>'
        )
    return "\n".join(lines)


def render(content: Content, bundle: dict[str, Any], course: str, assets: str) -> str:
    """Write the body of a course's page.

    Takes the content, the compiled practice, the course's id and the address
    of the assets, relative to the page and ending in a slash. Raises
    ``KeyError`` for a course that does not exist.
    """
    practice = Practice.from_bundle(bundle, content)
    chosen = practice.courses[course]
    lessons = practice.lessons
    return (
        templating.environment()
        .get_template("practice.html")
        .render(
            assets=assets,
            root=assets.partition("assets/")[0],
            course=chosen,
            table=f"{assets.partition('assets/')[0]}{table_of(course)}",
            lessons={name: lessons[name] for name in chosen.cases},
            asked={name: _asked(content, lessons[name]) for name in chosen.cases},
            editions={edition.id: edition.text["title"] for edition in content.editions.values()},
            kinds=_DOCUMENTS,
            ahead=ENGINE_STARTS_WITH,
        )
    )


def _asked(content: Content, lesson: Lesson) -> list[Any]:
    view = evaluate(content, lesson.case)
    return [pose(content, view, lesson, decision) for decision in lesson.decisions]
