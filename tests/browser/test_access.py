"""What everybody needs: axe finds nothing serious; small, dark and keyboard work."""

import pytest
from axe import serious
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SIZES = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 360, "height": 740}}


def fill(checklist):
    """Bring as many parts of the page on screen as one case can."""
    checklist.open("?edition=arizona-complete-health")
    checklist.answer(checklist.ADULT)
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.complete_release()
    checklist.choose("contact-1.need", "exchange-documents")
    checklist.choose("contact-1.channels", "fax")
    checklist.page.locator('[data-question="records-requested"] .cl-add button').nth(1).click()
    checklist.choose("contact-1.findings", "different-diagnoses")
    checklist.page.locator('[data-question="notified"] .cl-add button').nth(1).click()
    checklist.card().get_by_role("button", name="Why am I seeing this?").click()
    checklist.press("Add a contact")
    checklist.answer({**checklist.PRIMARY_CARE, "information": "sud-part-2"}, "contact-2")
    expect(checklist.page.locator(".cl-team [data-contact]")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_serious(open_checklist, scheme, size):
    checklist = open_checklist(color_scheme=scheme, viewport=SIZES[size], reduced_motion="reduce")
    checklist.open()
    assert serious(checklist.page) == []
    fill(checklist)
    # From the top, where the steps that stay in sight cover no control by half.
    checklist.page.evaluate("scrollTo(0, 0)")
    assert serious(checklist.page) == []
    if size == "narrow":  # and as a portal frames it
        checklist.page.goto(f"{checklist.address}/embed/?edition=flyer")
        expect(checklist.card()).to_be_visible()
        # As tall as a frame is: what stays in sight covers no control by half.
        height = checklist.page.evaluate("document.documentElement.scrollHeight")
        checklist.page.set_viewport_size({**SIZES[size], "height": height})
        assert serious(checklist.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_printed_checklists(
    open_checklist, site_dir, serve, scheme
):
    with serve(site_dir, {}) as address:
        checklist = open_checklist(address, color_scheme=scheme)
        checklist.page.route("**/worker.js", lambda route: route.abort())
        checklist.open(state="failed")
        assert serious(checklist.page) == []


def test_nothing_is_wider_than_a_small_screen(next_case):
    checklist = next_case
    checklist.page.set_viewport_size(SIZES["narrow"])
    fill(checklist)
    width = checklist.page.evaluate("document.scrollingElement.scrollWidth")
    assert width <= SIZES["narrow"]["width"]


def test_the_answer_stays_in_sight_on_a_small_screen(next_case):
    checklist = next_case
    checklist.page.set_viewport_size(SIZES["narrow"])
    checklist.open("?edition=flyer")
    bar = checklist.page.locator(".cl-bar")
    expect(bar).to_be_in_viewport()
    bar.get_by_role("link").click()
    expect(checklist.card()).to_be_in_viewport()


def test_nothing_stays_on_a_screen_too_short_for_it(next_case):
    """As at 400 % zoom: what stays in sight would leave no room for a question."""
    checklist = next_case
    checklist.open("?edition=flyer")
    bar = checklist.page.locator(".cl-bar")
    for height, position in ((740, "sticky"), (256, "static")):
        checklist.page.set_viewport_size({"width": 320, "height": height})
        expect(bar).to_have_css("position", position)
    checklist.control("member-age", "18-or-older").check()


def test_a_link_leads_to_where_a_saved_case_is_opened(checklist):
    page = checklist.open("?edition=flyer#files").page
    expect(page.locator("#cl-title-files")).to_be_focused()
    expect(page.locator("#cl-title-files")).to_be_in_viewport()


def test_new_questions_do_not_take_the_focus(next_case):
    checklist = next_case
    checklist.open("?edition=arizona-complete-health")
    expect(checklist.card()).to_be_visible()
    checklist.control("member-age", "12-to-17").focus()
    checklist.page.keyboard.press("Space")
    expect(checklist.page.locator('[data-question="custody-or-court-order"]')).to_be_visible()
    expect(checklist.control("member-age", "12-to-17")).to_be_focused()
    expect(checklist.page.locator(".cl-live")).to_contain_text("new question")


def test_the_place_in_the_steps_follows_the_focus(next_case):
    checklist = next_case
    page = checklist.open("?edition=arizona-complete-health").page
    # Whether a release is asked for at all depends on who the contact is.
    checklist.answer(checklist.PRIMARY_CARE, "contact-1")
    checklist.control("contact-1.roi", "signed").focus()
    current = page.locator('.cl-steps [aria-current="step"]')
    expect(current).to_have_count(1)
    expect(current).to_contain_text("Step 1 of 4")


@pytest.mark.parametrize(
    "address", ["/checklist/?edition=flyer", "/embed/?edition=flyer&theme=dark"]
)
def test_paper_is_light_whatever_the_screen_is(new_context, site_url, address):
    page = new_context(color_scheme="dark").new_page()
    page.goto(site_url + address)
    ground = "getComputedStyle(document.querySelector('.cl')).getPropertyValue('--cl-stop-soft')"
    page.wait_for_function(f"{ground}.trim() === '#47191c'")
    page.emulate_media(media="print")
    assert page.evaluate(ground).strip() == "#fdeaea"
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") != "dark"


def test_no_style_or_script_stands_in_the_page(checklist):
    page = checklist.page
    refused = []
    page.on(
        "console", lambda message: refused.append(message.text) if message.type == "error" else None
    )
    fill(checklist)
    assert refused == []
    expect(page.locator("#checklist [style]")).to_have_count(0)
