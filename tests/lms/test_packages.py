"""What is in a package, and that every standard finds what it asks for."""

import html
import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Callable

import pytest

from coordguide.lms import STANDARDS, Course, MissingFile, Package, Packer

COURSE = Course("arizona-complete-health", "Coordination & consent", 80)
FILES = {
    "content.json": b"{}",
    "practice.json": b"{}",
    "pyodide.js": b"export const version = 1;",
    "pyodide.asm.js": b"1",
    "pyodide.asm.wasm": b"\0asm" * 500,
    "stdlib.zip": b"PK" * 500,
    "worker.js": b"the engine's",
    "course.js": b"the page's",
    "checklist.css": b"",
    "practice.css": b"",
    "practice/package.css": b"",
    "LICENSE.txt": b"ours",
    "NOTICES.txt": b"of others",
    "checklist.js": b"the checklist's own",
    "word-processor.js": b"of use elsewhere",
}
IMS = {
    "scorm12": (
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    ),
    "scorm2004": (
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        "http://www.adlnet.org/xsd/adlcp_v1p3",
    ),
}


@pytest.fixture(scope="module")
def packer() -> Packer:
    return Packer(FILES, "2026.11")


@pytest.fixture(params=sorted(STANDARDS))
def package(request: pytest.FixtureRequest, packer: Packer) -> Package:
    return packer.pack(COURSE, STANDARDS[request.param])


@pytest.fixture
def manifest(packer: Packer) -> Callable[[str], ElementTree.Element]:
    def read(standard: str) -> ElementTree.Element:
        package = packer.pack(COURSE, STANDARDS[standard])
        return ElementTree.fromstring(entries(package)[STANDARDS[standard].manifest])

    return read


def entries(package: Package) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package.data)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def test_a_package_holds_what_its_scripts_need_and_no_more(package: Package) -> None:
    own = {"index.html", package.standard.manifest}
    assert entries(package).keys() == (FILES.keys() - {"checklist.js", "word-processor.js"}) | own


def test_the_same_input_gives_the_same_bytes(package: Package) -> None:
    again = Packer(dict(reversed(FILES.items())), "2026.11").pack(COURSE, package.standard)
    assert again.data == package.data
    assert again.sha256 == package.sha256


def test_all_packages_begin_with_the_part_they_share(package: Package, packer: Packer) -> None:
    assert package.data[: package.shared] == packer.common
    assert len(package.data) - package.shared < 5000


def test_the_page_asks_for_nothing_outside(package: Package) -> None:
    page = html.unescape(entries(package)["index.html"].decode())
    assert re.findall(r'(?:href|src)="(?!practice|checklist|course\.js)', page) == []
    assert "<title>Coordination & consent</title>" in page
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    reports = "'self' https:" if package.standard.id in ("cmi5", "xapi") else "'self'"
    assert f"connect-src {reports};" in policy
    assert policy.startswith("default-src 'none';")


def test_one_store_may_be_named(packer: Packer) -> None:
    package = packer.pack(COURSE, STANDARDS["xapi"], "https://lrs.example.com")
    page = html.unescape(entries(package)["index.html"].decode())
    assert "connect-src 'self' https://lrs.example.com;" in page


@pytest.mark.parametrize("standard", sorted(IMS))
def test_the_manifest_of_scorm(
    packer: Packer, manifest: Callable[[str], ElementTree.Element], standard: str
) -> None:
    ims, adl = IMS[standard]
    root = manifest(standard)
    assert root.tag == f"{{{ims}}}manifest"
    assert re.fullmatch(r"[A-Za-z_][\w.-]*", root.get("identifier"))
    names = {"ims": ims}
    said = {"scorm12": "1.2", "scorm2004": "2004 4th Edition"}[standard]
    assert root.findtext("ims:metadata/ims:schema", "", names) == "ADL SCORM"
    assert root.findtext("ims:metadata/ims:schemaversion", "", names) == said
    (organization,) = root.findall("ims:organizations/ims:organization", names)
    assert root.find("ims:organizations", names).get("default") == organization.get("identifier")
    (item,) = organization.findall("ims:item", names)
    (resource,) = root.findall("ims:resources/ims:resource", names)
    assert item.get("identifierref") == resource.get("identifier")
    assert item.findtext("ims:title", "", names) == COURSE.title
    assert resource.get("type") == "webcontent"
    kind = {"scorm12": "scormtype", "scorm2004": "scormType"}[standard]
    assert resource.get(f"{{{adl}}}{kind}") == "sco"
    assert resource.get("href") == "index.html"
    held = entries(packer.pack(COURSE, STANDARDS[standard])).keys() - {"imsmanifest.xml"}
    assert {file.get("href") for file in resource.findall("ims:file", names)} == held


def test_scorm_2004_leaves_the_verdict_to_the_course(
    manifest: Callable[[str], ElementTree.Element],
) -> None:
    sequencing = "{http://www.imsglobal.org/xsd/imsss}deliveryControls"
    (controls,) = manifest("scorm2004").iter(sequencing)
    assert controls.attrib == {"completionSetByContent": "true", "objectiveSetByContent": "true"}


def test_the_course_structure_of_cmi5(manifest: Callable[[str], ElementTree.Element]) -> None:
    names = {"c": "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"}
    root = manifest("cmi5")
    assert root.tag == f"{{{names['c']}}}courseStructure"
    course, unit = root.find("c:course", names), root.find("c:au", names)
    assert course.get("id") == "https://coordguide.example/practice/arizona-complete-health"
    assert unit.get("id") != course.get("id")
    for part in (course, unit):
        assert part.findtext("c:title/c:langstring", "", names) == COURSE.title
        assert "80 percent" in part.findtext("c:description/c:langstring", "", names)
    assert unit.findtext("c:url", "", names) == "index.html"
    assert unit.attrib.items() >= {"moveOn": "Passed", "masteryScore": "0.8"}.items()


def test_the_launch_file_of_xapi(manifest: Callable[[str], ElementTree.Element]) -> None:
    names = {"t": "http://projecttincan.com/tincan.xsd"}
    (activity,) = manifest("xapi").findall("t:activities/t:activity", names)
    assert activity.get("id") == COURSE.activity
    assert activity.get("type") == "http://adlnet.gov/expapi/activities/course"
    assert activity.findtext("t:launch", "", names) == "index.html"


@pytest.mark.parametrize(
    "name", ["course.js", "content.json", "practice.css", "NOTICES.txt", "LICENSE.txt"]
)
def test_a_file_that_is_missing_is_named(name: str) -> None:
    with pytest.raises(MissingFile, match=re.escape(name)):
        Packer({other: data for other, data in FILES.items() if other != name}, "2026.11")
