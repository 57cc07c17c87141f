"""``make bench``: how soon an answer is on screen, from the press to the page laid out anew."""

import statistics
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from answers import ADULT, PRIMARY_CARE
from pace import in_whole_steps
from playwright.sync_api import Browser

CONTACTS = 5
FRAME = 16  # ms, at sixty frames a second

# One is pressed at a time, in the order of a Gray code: every press makes a case that the
# engine was not asked about before, so that nothing it remembers of this contact helps.
SWITCHES = [
    ("roi-signed-by", "unsure", "member"),
    ("roi-revoked", "unsure", "no"),
    ("roi-covers-recipient", "no", "yes"),
    ("member-objected", "yes", "no"),
]
THEN = {
    "roi": "signed",
    "roi-signed-by": "member",
    "roi-revoked": "no",
    "roi-covers-recipient": "yes",
    "roi-covers-information": "yes",
    "member-objected": "no",
}
TODAY = date.today()
DAYS = {
    "roi-signed-on": (TODAY - timedelta(days=30)).isoformat(),
    "roi-expires-on": (TODAY + timedelta(days=60)).isoformat(),
}

# Presses and waits for the answer to be drawn; then asks for the layout, which the next frame
# would otherwise do. Returns what the whole took and how much of it was the engine's reply.
PRESS = """async (selector) => {
  const control = document.querySelector(selector);
  control.focus();
  performance.clearMeasures();
  const pressed = performance.now();
  control.click();
  const channel = new MessageChannel();
  while (!performance.getEntriesByName("coordguide:answer").length) {
    await new Promise((resolve) => {
      channel.port1.onmessage = resolve;
      channel.port2.postMessage(0);
    });
  }
  document.body.getBoundingClientRect();
  const taken = performance.now() - pressed;
  await new Promise((resolve) => setTimeout(resolve, 250));
  return taken;
}"""


def presses() -> Iterator[tuple[str, str]]:
    """Each answer in turn, through all combinations of the switches once."""
    for number in range(1, 2 ** len(SWITCHES)):
        switch = (number & -number).bit_length() - 1
        name, *values = SWITCHES[switch]
        yield name, values[(number >> (switch + 1)) % 2]


def control(name: str, value: str) -> str:
    return f'#checklist input[name="{name}"][value="{value}"]'


def measure_answers_on_screen(site_url: str, new_browser: Callable[[], Browser]) -> None:
    print(f"\nms from a press to the page laid out anew, {CONTACTS} contacts")
    with new_browser() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        in_whole_steps(page).goto(f"{site_url}/checklist/?edition=arizona-complete-health")
        page.locator("[data-state=ready]").wait_for(state="attached", timeout=60_000)
        for name, value in ADULT.items():
            page.locator(control(name, value)).check()
        for number in range(1, CONTACTS + 1):
            if number > 1:
                page.get_by_role("button", name="Add a contact").click()
            for name, value in {**PRIMARY_CARE, **THEN}.items():
                page.locator(control(f"contact-{number}.{name}", value)).check()
            page.get_by_role("button", name="All of these are on the form").click()
            for name, day in DAYS.items():
                page.locator(f'input[name="contact-{number}.{name}"]').fill(day)
        taken: list[float] = []
        for number in range(1, CONTACTS + 1):
            page.locator(".cl-tab").nth(number - 1).click()
            for folded in page.locator('[data-place="release"] [data-act="change"]').all():
                folded.click()
            times = [
                page.evaluate(PRESS, control(f"contact-{number}.{name}", value))
                for name, value in presses()
            ]
            taken += times
            middle = statistics.median(times)
            print(f"contact {number:<20}{middle:8.1f}{max(times):8.1f}  median / worst")
    median = statistics.median(taken)
    print(f"{'all of them':28}{median:8.1f}{max(taken):8.1f}  {median / FRAME:.2f} of a frame")
