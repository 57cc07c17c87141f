"""Nothing that is entered leaves the page: canaries in every field, and a look everywhere.

``docs/portals/verify-privacy.md`` tells how to repeat this by hand.
"""

import json

import pytest
from every_edition import EDITIONS
from pace import in_whole_steps
from playwright.sync_api import expect
from typist import Typist
from watching import holding

pytestmark = pytest.mark.browser

# Together they offer every paper with every blank. An edition that has none of them gets LIKE_ANY.
CASES = (
    "az-medical-emergency-side-by-side",
    "az-minor-part-2-both-sign",
    "az-medical-emergency-psychotherapy-notes",
    "az-school-records-without-consent",
    "az-school-records-with-consent",
    "ca-family-without-form",
    "oc-care-team-of-three",
    "nc-complete-release-to-pcp",
    "tip-sheet-complete-release-nc",
    "flyer-no-release",
)
LIKE_ANY = "flyer-no-release"

# What a tab keeps over a reload (docs/about/privacy.md), and what its own worker needs for an
# answer: the answers, dates among them, and the label. Never a name, never a passphrase.
MAY_HOLD = {("kept in session", "answer"), ("worker", "answer")}

LEAKS = {
    "request": "await fetch('../?' + leak)",
    "request header": "await fetch('..', { headers: { 'x-note': leak } })",
    "request body": "await fetch('..', { method: 'POST', body: leak })",
    "beacon": "navigator.sendBeacon('..', leak)",
    "worker's request": "await askWorker(`fetch(self.name + '?' + '${leak}')`)",
    "address": "history.replaceState(null, '', '#' + leak)",
    "state": "history.replaceState({ leak }, '')",
    "console": "console.info(leak)",
    "error": "setTimeout(() => { throw new Error(leak); })",
    "message": "parent.postMessage({ leak })",
    "channel": "new BroadcastChannel('any').postMessage(leak)",
    "port": "new MessageChannel().port1.postMessage(leak)",
    "local": "localStorage.setItem('any', leak)",
    "session": "sessionStorage.setItem('any', leak)",
    "cookie": "document.cookie = 'any=' + leak",
    "indexed": "await keep(leak)",
    "cache": "await (await caches.open('any')).put('any', new Response(leak))",
    "name": "window.name = leak",
    "title": "document.title = leak",
    "file": "await (await navigator.storage.getDirectory()).getFileHandle(leak, { create: true })",
}
HELP = """
  const keep = (leak) => new Promise((done) => {
    const opening = indexedDB.open("any");
    opening.onupgradeneeded = () => opening.result.createObjectStore("any");
    opening.onsuccess = () => {
      const writing = opening.result.transaction("any", "readwrite");
      writing.objectStore("any").put(leak, 1);
      writing.oncomplete = () => { opening.result.close(); done(); };
    };
  });
  const askWorker = async (code) => {
    const cache = URL.createObjectURL(new Blob([code + ".finally(() => self.postMessage(0))"]));
    const worker = new Worker(cache, { name: location.href });
    await new Promise((done) => (worker.onmessage = done));
  };
"""


def test_no_canary_leaves_the_page(watch, watched, saved):
    page = watched()
    page.add_init_script("window.print = () => dispatchEvent(new Event('afterprint'))")
    in_whole_steps(page).goto(f"{watch.site}/checklist/")
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    # The first visit fetches what is kept for use without network: the same for everybody.
    expect(page.locator("html")).to_have_attribute("data-offline", "kept", timeout=60_000)
    typist = Typist(page)
    before = len(watch.sent)
    given = [(case, "") for case in CASES]
    shown = {json.loads(saved(case))["case"]["edition"] for case in CASES}
    given += [(LIKE_ANY, edition) for edition in EDITIONS if edition not in shown]
    for number, (case, edition) in enumerate(given):
        typist.open(saved(case, f"Case {number}", edition), f"Case {number}")
        typist.papers()
        label = typist.label()
        locked, passphrase = typist.keep(label)
        page.locator('[data-act="save"]').click()
        page.locator("#cl-case-label").fill("")
        page.keyboard.press("Escape")
        typist.open(locked, label, passphrase)
        typist.dates()
    assert [url for _, url, _ in watch.sent[before:]] == []  # the engine is ready: nothing is asked
    places = watch.places(page)
    page.reload()
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    places |= {f"{place} after a reload": text for place, text in watch.places(page).items()}
    assert len(typist.names) + len(typist.answers) >= 200
    assert holding(places, typist.names) == set()
    found = {place.removesuffix(" after a reload") for place, _ in holding(places, typist.answers)}
    assert found <= {place for place, what in MAY_HOLD if what == "answer"}
    assert watch.abroad() == []
    assert list(json.loads(page.evaluate("JSON.stringify(sessionStorage)"))) == ["coordguide:case"]


PACE = "coordguide:pace"
"""Whether the checklist shows one question at a time."""


def test_only_the_places_we_name_hold_anything(page, site_url, checklist):
    """As ``docs/portals/verify-privacy.md`` lists them."""
    kept = """async () => [Object.keys(sessionStorage), Object.keys(localStorage),
                          (await indexedDB.databases()).length, document.cookie]"""
    checklist.open("?edition=flyer").choose("member-age", "18-or-older")
    expect(checklist.card()).to_be_visible()
    # The theme keeps what the system prefers, before anybody chose.
    session, local, *nothing = page.evaluate(kept)
    assert (session, nothing) == (["coordguide:case"], [0, ""])
    assert sorted(local) == ["/.__palette", PACE]
    page.locator("label[title='Switch to dark colors']").click()
    page.goto(f"{site_url}/guide/")
    page.locator("[data-edition='flyer']").first.click()
    page.wait_for_url("**/editions/flyer/**")
    session, local, bases, cookies = page.evaluate(kept)
    assert session == ["coordguide:case"]
    assert sorted(local) == ["/.__palette", "coordguide:edition", PACE]
    assert (bases, cookies, page.context.cookies()) == (0, "", [])


def test_text_that_is_entered_stays_text(checklist, saved):
    """What is written into papers, and the label that a file brings."""
    tag = "<b id=x></b>"
    page = checklist.open().page
    Typist(page).open(saved(CASES[0], tag), tag)
    page.evaluate("() => { window.print = () => {}; }")  # the sheet to print then stays
    page.locator("[data-document]").first.click()
    expect(page.locator(".cl-document [data-blank]").first).to_be_visible()
    for blank in page.locator(".cl-document [data-blank]").all():
        blank.fill(tag)
    page.locator('.cl-document [data-act="print"]').click()
    expect(page.locator(".cl-sheet .cl-filled").first).to_have_text(tag)
    expect(page.locator("#x")).to_have_count(0)


def test_no_field_for_text_is_checked_or_completed_elsewhere(checklist, saved):
    """Chromium's better spelling check and the suggestions of others send what is typed away."""
    page = checklist.open().page
    typist = Typist(page)
    typist.open(saved(CASES[0]))
    page.locator("[data-document]").first.click()
    expect(page.locator(".cl-document [data-blank]").first).to_be_visible()
    open_to_others = page.locator("#checklist :is(textarea, input:not([type]), input[type=text])")
    assert open_to_others.count() >= 3
    for wanted in ("autocomplete=off", "spellcheck=false", "writingsuggestions=false"):
        assert open_to_others.and_(page.locator(f":not([{wanted}])")).count() == 0


def test_the_library_for_word_processors_is_all_that_comes_later(watch, watched, saved):
    page = watched(service_workers="block")
    in_whole_steps(page).goto(f"{watch.site}/checklist/")
    expect(page.locator("#checklist")).to_have_attribute("data-state", "ready", timeout=60_000)
    typist = Typist(page)
    typist.open(saved("flyer-no-release"))
    page.locator("[data-document]").first.click()
    before = len(watch.sent)
    with page.expect_download():
        page.locator('.cl-document [data-act="docx"]').click()
    names = sorted(url.rpartition("/")[2] for _, url, _ in watch.sent[before:])
    assert names == ["word-processor.js"]


def test_a_search_of_the_guide_is_kept_by_nobody(watch, watched):
    page = watched()
    page.goto(f"{watch.site}/guide/")
    canary = "qwvxsoughtqwvx"  # on no page, not even the one about canaries
    page.locator(".md-search__input").click()
    expect(page.locator(".md-search-result__meta")).to_contain_text("Type to start searching")
    page.locator(".md-search__input").press_sequentially(canary)
    expect(page.locator(".md-search-result__meta")).to_contain_text("No matching")
    places = watch.places(page)
    places.pop("worker")  # the theme's own, in which the index is searched
    assert holding(places, [canary]) == set()
    assert watch.abroad() == []
    page.locator(".md-search__input").fill("")
    page.locator(".md-search__input").press_sequentially("release")
    found = page.locator(".md-search-result__item a").first
    expect(found).to_be_visible()
    assert "?" not in (found.get_attribute("href") or "?")


def test_every_kind_of_leak_would_be_seen(watch, watched):
    """Each leak is made on purpose; one that is not found would make the other tests blind."""
    page = watched(bypass_csp=True, service_workers="block")
    page.goto(f"{watch.site}/about/privacy/")
    for number, leak in enumerate(LEAKS.values()):
        page.evaluate(f"async (leak) => {{ {HELP} {leak}; }}", f"leak{number}x")
    page.evaluate("fetch('http://elsewhere.invalid/leak').catch(() => {})")
    page.evaluate("fetch('https://elsewhere.invalid/leak').catch(() => {})")
    page.wait_for_timeout(300)
    places = watch.places(page)
    for number, name in enumerate(LEAKS):
        assert holding(places, [f"leak{number}x"]), name
    assert {url.partition(":")[0] for url in watch.abroad()} == {"http", "https"}
