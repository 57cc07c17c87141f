"""Pages of the programs a user might pick instead, each asking what our first step asks."""

import json
import shutil
from pathlib import Path
from typing import Any

from coordguide.model import Content

FILES = {
    "lforms/dist/lforms/webcomponent": ("styles.css", "lhc-forms.js"),
    "lforms/dist/lforms/fhir/R4": ("lformsFHIR.min.js",),
    "zone.js/bundles": ("zone.umd.min.js",),
    "survey-core": ("survey-core.min.css", "survey.core.min.js"),
    "survey-js-ui": ("survey-js-ui.min.js",),
}

HEAD = "<!doctype html><meta charset=utf-8><title>{title}</title>"

# Drawn is when the last question's words stand in the page, and the frame after that.
DRAWN = """
const drawn = (then) => {
  const look = () => document.body.innerText.includes(LAST)
    ? requestAnimationFrame(() => { performance.mark("drawn"); then?.(); })
    : setTimeout(look, 1);
  look();
};
"""

LHC_FORMS = """<link rel=stylesheet href=styles.css><div id=form></div>
<script src=zone.umd.min.js></script><script src=lhc-forms.js></script>
<script src=lformsFHIR.min.js></script>
<script>const LAST = {last}; const FORM = {form};
{drawn}
LForms.Util.addFormToPage(FORM, "form", {{ fhirVersion: "R4" }}); drawn();</script>"""

# One question is drawn and answered, and the words that its answer brings up are waited for.
SURVEY_JS = """<link rel=stylesheet href=survey-core.min.css><div id=form></div>
<script src=survey.core.min.js></script><script src=survey-js-ui.min.js></script>
<script>const FORM = {form};
const told = () => document.body.innerText.includes({told}) ? performance.mark("told")
  : setTimeout(told, 1);
const press = () => {{
  const choice = document.querySelector("#form input[value={value}]");
  if (!choice) return setTimeout(press, 1);
  performance.mark("drawn");
  choice.click();
  told();
}};
new Survey.Model(FORM).render(document.getElementById("form")); press();</script>"""


def write(content: Content, packages: Path, folder: Path) -> None:
    """Write a folder with ``lhc-forms.html`` and ``surveyjs.html`` and what they load.

    Takes the content whose first questions are asked, the folder of npm's packages, and where to
    write to.
    """
    folder.mkdir()
    for package, names in FILES.items():
        for name in names:
            shutil.copy(packages / package / name, folder / name)
    questions = [one for one in content.questions.values() if one.step == "about" and one.values]
    asked = [_item(one.id, one.text["ask"], one.text["values"]) for one in questions]
    form = {"resourceType": "Questionnaire", "status": "draft", "title": "First", "item": asked}
    lhc = LHC_FORMS.format(form=json.dumps(form), last=json.dumps(asked[-1]["text"]), drawn=DRAWN)
    (folder / "lhc-forms.html").write_text(HEAD.format(title="LHC-Forms") + lhc)
    emergency = content.questions["emergency"]
    told = "Call 911, or 988 in a mental health crisis."
    value = "medical-emergency"
    elements = [
        {
            "type": "radiogroup",
            "name": "emergency",
            "title": emergency.text["ask"],
            "choices": [
                {"value": one, "text": label} for one, label in emergency.text["values"].items()
            ],
        },
        {"type": "html", "name": "told", "html": told, "visibleIf": f"{{emergency}} = '{value}'"},
    ]
    survey = SURVEY_JS.format(
        form=json.dumps({"elements": elements}), told=json.dumps(told), value=value
    )
    (folder / "surveyjs.html").write_text(HEAD.format(title="SurveyJS") + survey)


def _item(name: str, ask: str, values: dict[str, str]) -> dict[str, Any]:
    options = [
        {"valueCoding": {"code": value, "display": label}} for value, label in values.items()
    ]
    return {"linkId": name, "text": ask, "type": "choice", "answerOption": options}
