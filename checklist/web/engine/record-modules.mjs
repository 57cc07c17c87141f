// Prints, as a JSON list, the Python modules that our package really needs in the browser.
//
//   node record-modules.mjs COMPILED-WHEEL < {"content": bundle, "cases": [case, ...]}
//
// It runs the pinned runtime on its complete standard library, sends the cases through the same
// door the browser uses, and adds the ways an answer can go wrong, so that modules which are
// only imported then are kept too. Run by coordguide.site.bundle.runtime.

import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { loadPyodide } from "pyodide";

const RECORD = `
import json, sys
sys.path.insert(0, "/coordguide.whl")
from coordguide.protocol import handle

work = json.loads(WORK)

def ask(kind, fails=False, **more):
    reply = json.loads(handle(json.dumps({"v": 1, "id": 1, "type": kind, **more})))
    assert fails == (reply["type"] == "error"), reply  # what is refused by mistake records nothing
    return reply

ask("load", content=work["content"])
for case in work["cases"]:
    ask("evaluate", case=case, catalogue=True)
    ask("documents", case=case)
    ask("document", case=case, document="chart-note")
    for form in ("ics", "csv", "json", "audit"):
        ask("take", case=case, **{"as": form})
    for contact in case.get("contacts", []):
        ask("explain", case=case, contact=contact["id"])
ask("replay", file=ask("save", case=work["cases"][0])["text"])
ask("replay", fails=True, file="not a file")
ask("evaluate", fails=True, case={"edition": "unknown", "facts": {"member-age": []}})
handle("not a message")

# Imported only when first used, by C code that no other module names.
from datetime import datetime
datetime.strptime("2026-01-31", "%Y-%m-%d")
`;

const python = await loadPyodide();
python.FS.writeFile("/coordguide.whl", new Uint8Array(readFileSync(process.argv[2])));
python.globals.set("WORK", await text(process.stdin));
python.runPython(RECORD);
try {
  python.runPython("1 / 0"); // an error is told to JavaScript with its traceback
} catch (error) {
  if (error.type !== "ZeroDivisionError") throw error;
}
process.stdout.write(python.runPython("json.dumps(sorted(sys.modules))"));
