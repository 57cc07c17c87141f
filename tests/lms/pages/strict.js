// A run-time of SCORM that is stricter than any learning system we know. It has one table for
// each version, refuses by the standard's own error codes whatever is not plainly allowed, and
// writes each refusal to the console, where the tests hear of it. It keeps nothing of an attempt
// that was not suspended, and opens one that is over for review.
const text = (most) => (value) => value.length <= most ? "" : "type";
const like = (pattern) => (value) => pattern.test(value) ? "" : "type";
const words = (...all) => (value) => all.includes(value) ? "" : "type";
const list = (one, separator, most = Infinity) => (value) => {
  const parts = value.split(separator);
  const isSet = new Set(parts).size === parts.length && parts.length <= most;
  return isSet && parts.every((part) => one.test(part)) ? "" : "type";
};
const number = (least = -Infinity, most = Infinity, decimals = 7) => (value) => {
  if (!new RegExp(`^-?\\d{1,10}(\\.\\d{1,${decimals}})?$`).test(value)) return "type";
  return Number(value) >= least && Number(value) <= most ? "" : "range";
};

const readOnly = { reads: true };
const both = (check, ...needs) => ({ reads: true, writes: check, needs });
const writeOnly = (check, ...needs) => ({ writes: check, needs });

// ---- SCORM 1.2 ---------------------------------------------------------------

const ID12 = like(/^[A-Za-z0-9_.-]{1,255}$/); // CMIIdentifier allows more signs
const SPAN12 = like(/^\d{4}:[0-5]\d:[0-5]\d\.\d\d$/); // fewer digits are allowed
const RESPONSE12 = {
  "true-false": like(/^[01tf]$/),
  choice: list(/^[a-z0-9]$/, ","),
  "fill-in": text(255),
  matching: list(/^[a-z0-9]\.[a-z0-9]$/, ","),
  performance: text(255),
  sequencing: list(/^[a-z0-9]$/, ","),
  likert: like(/^[a-z0-9]?$/),
  numeric: number(),
};
const SCORE12 = both(number(0, 100, 2));

const SCORM12 = {
  api: "API",
  calls: {
    open: "LMSInitialize", end: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue",
    commit: "LMSCommit", error: "LMSGetLastError", text: "LMSGetErrorString", more: "LMSGetDiagnostic",
  },
  codes: {
    argument: 201, again: 101, commit: 101, refused: 101, children: 202, count: 203, unknown: 401,
    keyword: 402, readOnly: 403, writeOnly: 404, type: 405, range: 405, order: 201, number: 201, needs: 201,
    early: { get: 301, set: 301, commit: 301, end: 301 },
    late: { open: 101, get: 301, set: 301, commit: 301, end: 301 },
  },
  elements: {
    "cmi.core.student_id": readOnly,
    "cmi.core.student_name": readOnly,
    "cmi.core.lesson_location": both(text(255)),
    "cmi.core.credit": readOnly,
    // "not attempted" is the learning system's own word.
    "cmi.core.lesson_status": both(words("passed", "completed", "failed", "incomplete", "browsed")),
    "cmi.core.entry": readOnly,
    "cmi.core.score.raw": SCORE12,
    "cmi.core.score.min": SCORE12,
    "cmi.core.score.max": SCORE12,
    "cmi.core.total_time": readOnly,
    "cmi.core.lesson_mode": readOnly,
    "cmi.core.exit": writeOnly(words("time-out", "suspend", "logout", "")),
    "cmi.core.session_time": writeOnly(SPAN12),
    "cmi.suspend_data": both(text(4096)),
    "cmi.launch_data": readOnly,
    "cmi.comments": both(text(4096)),
    "cmi.comments_from_lms": readOnly,
    "cmi.interactions.n.id": writeOnly(ID12),
    "cmi.interactions.n.objectives.n.id": writeOnly(ID12, "id"),
    "cmi.interactions.n.time": writeOnly(like(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/), "id"),
    "cmi.interactions.n.type": writeOnly(words(...Object.keys(RESPONSE12)), "id"),
    "cmi.interactions.n.correct_responses.n.pattern": writeOnly((value, type) => RESPONSE12[type](value), "id", "type"),
    "cmi.interactions.n.weighting": writeOnly(number(), "id"),
    "cmi.interactions.n.student_response": writeOnly((value, type) => RESPONSE12[type](value), "id", "type"),
    "cmi.interactions.n.result": writeOnly(words("correct", "wrong", "unanticipated", "neutral"), "id"),
    "cmi.interactions.n.latency": writeOnly(SPAN12, "id"),
  },
  children: { "cmi.core": true, "cmi.core.score": true, "cmi.interactions": true },
  names: {
    learner: "cmi.core.student_name", mode: "cmi.core.lesson_mode", credit: "cmi.core.credit",
    entry: "cmi.core.entry", exit: "cmi.core.exit", status: "cmi.core.lesson_status",
  },
  initial: { "cmi.core.lesson_status": "not attempted", "cmi.core.total_time": "0000:00:00.00" },
  learner: "Doe, Jane",
  over: ["passed", "completed", "failed"],
  // Each sitting counts its decisions from none: what was written cannot be read again.
  forgets: (element) => element.startsWith("cmi.interactions."),
};

// ---- SCORM 2004, third and fourth edition ----------------------------------------

const LONG = like(/^[A-Za-z0-9_.-]{1,4000}$/); // long_identifier_type without its urn, which has rules of its own
const SHORT = /^[A-Za-z0-9_.]{1,250}$/; // of short_identifier_type what Moodle takes
const RESPONSE2004 = {
  "true-false": words("true", "false"),
  choice: list(SHORT, "[,]", 36),
  "fill-in": list(/^.{0,250}$/s, "[,]", 10),
  "long-fill-in": text(4000),
  matching: list(/^[A-Za-z0-9_.]+\[\.\][A-Za-z0-9_.]+$/, "[,]", 36),
  performance: list(/^[A-Za-z0-9_.]*\[\.\].{1,250}$/s, "[,]", 250),
  sequencing: (value) => value.split("[,]").every((part) => SHORT.test(part)) ? "" : "type",
  likert: like(SHORT),
  numeric: number(),
  other: text(4000),
};
const PATTERN2004 = { ...RESPONSE2004, numeric: list(/^(-?\d+(\.\d{1,7})?)?$/, "[:]", 2) };
const ELAPSED = like(/^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/);
const MOMENT = like(/^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2}(Z|[+-]\d\d:\d\d)?)?$/);

const SCORM2004 = {
  api: "API_1484_11",
  calls: {
    open: "Initialize", end: "Terminate", get: "GetValue", set: "SetValue",
    commit: "Commit", error: "GetLastError", text: "GetErrorString", more: "GetDiagnostic",
  },
  codes: {
    argument: 201, again: 103, commit: 391, refused: 351, children: 301, count: 301, unknown: 401,
    keyword: 404, readOnly: 404, writeOnly: 405, type: 406, range: 407, order: 351, number: 301, needs: 408, unset: 403,
    early: { get: 122, set: 132, commit: 142, end: 112 },
    late: { open: 104, get: 123, set: 133, commit: 143, end: 113 },
  },
  elements: {
    "cmi.learner_id": readOnly,
    "cmi.learner_name": readOnly,
    "cmi.location": both(text(1000)),
    "cmi.credit": readOnly,
    "cmi.completion_status": both(words("completed", "incomplete", "not attempted", "unknown")),
    "cmi.completion_threshold": readOnly,
    "cmi.success_status": both(words("passed", "failed", "unknown")),
    "cmi.scaled_passing_score": readOnly,
    "cmi.progress_measure": both(number(0, 1)),
    "cmi.score.scaled": both(number(-1, 1)),
    "cmi.score.raw": both(number()),
    "cmi.score.min": both(number()),
    "cmi.score.max": both(number()),
    "cmi.entry": readOnly,
    "cmi.mode": readOnly,
    "cmi.exit": writeOnly(words("time-out", "suspend", "logout", "normal", "")),
    "cmi.session_time": writeOnly(ELAPSED),
    "cmi.total_time": readOnly,
    "cmi.suspend_data": both(text(64_000)),
    "cmi.launch_data": readOnly,
    "cmi.interactions.n.id": both(LONG),
    "cmi.interactions.n.type": both(words(...Object.keys(RESPONSE2004)), "id"),
    "cmi.interactions.n.objectives.n.id": both(LONG, "id"),
    "cmi.interactions.n.timestamp": both(MOMENT, "id"),
    "cmi.interactions.n.correct_responses.n.pattern": both((value, type) => PATTERN2004[type](value), "id", "type"),
    "cmi.interactions.n.weighting": both(number(), "id"),
    "cmi.interactions.n.learner_response": both((value, type) => RESPONSE2004[type](value), "id", "type"),
    "cmi.interactions.n.result": both(words("correct", "incorrect", "unanticipated", "neutral"), "id"),
    "cmi.interactions.n.latency": both(ELAPSED, "id"),
    "cmi.interactions.n.description": both(text(250), "id"),
  },
  children: { "cmi.score": true, "cmi.interactions": true },
  names: {
    learner: "cmi.learner_name", mode: "cmi.mode", credit: "cmi.credit",
    entry: "cmi.entry", exit: "cmi.exit", status: "cmi.completion_status",
  },
  initial: { "cmi.completion_status": "unknown", "cmi.success_status": "unknown", "cmi.total_time": "PT0S" },
  learner: "Jane Doe",
  over: ["completed"],
  forgets: () => false,
};

// ---- a run-time over such a table ---------------------------------------------------

class Refusal {
  constructor(code) { this.code = code; }
}

/**
 * The run-time's object for one sitting. `before` is what was kept of the trainee, or null.
 * `mode` and `credit` overrule what the attempt says; `refuses` names an element that this host
 * will not take, though the standard allows it; `send(values)` keeps, and says whether it did.
 */
function strictRunTime(version, before, { mode, credit, refuses }, send) {
  const { calls, codes, elements, children, names, initial, over } = version;
  const isResumed = before?.[names.exit] === "suspend";
  const isOver = over.includes(before?.[names.status]);
  const attempt = isResumed || isOver ? before : {};
  const values = new Map(Object.entries({ ...initial, ...attempt }).filter(([name]) => !version.forgets(name)));
  // An exit is said anew in each sitting.
  if (!isOver) values.delete(names.exit);
  values.set(names.learner, version.learner);
  values.set(names.mode, mode ?? (isOver ? "review" : "normal"));
  values.set(names.credit, credit ?? (isOver ? "no-credit" : "credit"));
  values.set(names.entry, isResumed ? "resume" : isOver ? "" : "ab-initio");
  let state = "early";
  let last = 0;

  const refuse = (code) => { throw new Refusal(code); };
  const counted = (above) => {
    const below = [...values.keys()].filter((one) => one.startsWith(`${above}.`));
    return new Set(below.map((one) => one.slice(above.length + 1).split(".")[0])).size;
  };

  // The element's rule, once its name is the standard's and its numbers leave none out.
  function rule(element, room, outOfOrder) {
    if (typeof element !== "string" || element === "") refuse(codes.argument);
    const found = elements[element.replace(/\.(0|[1-9]\d*)(?=\.)/g, ".n")];
    if (!found) refuse(codes.unknown);
    for (const { index, 1: given } of element.matchAll(/\.(\d+)(?=\.)/g)) {
      if (Number(given) >= counted(element.slice(0, index)) + room) refuse(outOfOrder);
    }
    return found;
  }

  function get(element) {
    const [, above, keyword] = /^(.*)\.(_children|_count|_version)$/.exec(element) ?? [];
    if (keyword === "_children") return children[above] ? "" : refuse(codes.children);
    if (keyword === "_count") return /(^cmi\.interactions|\.(objectives|correct_responses))$/.test(above) ? String(counted(above)) : refuse(codes.count);
    const { reads } = rule(element, 0, codes.number);
    if (!reads) refuse(codes.writeOnly);
    if (!values.has(element) && codes.unset) refuse(codes.unset);
    return values.get(element) ?? "";
  }

  function set(element, value) {
    if (/\._(children|count|version)$/.test(element)) refuse(codes.keyword);
    const { writes, needs } = rule(element, 1, codes.order);
    if (!writes) refuse(codes.readOnly);
    const owner = element.split(".").slice(0, 3).join(".");
    if (needs.some((name) => !values.has(`${owner}.${name}`))) refuse(codes.needs);
    if (typeof value !== "string") refuse(codes.type);
    const wrong = writes(value, values.get(`${owner}.type`));
    if (wrong) refuse(codes[wrong]);
    // Where nothing is recorded there is nothing to write.
    if (element === refuses || values.get(names.mode) !== "normal") refuse(codes.refused);
    values.set(element, value);
    return "true";
  }

  function keep() {
    if (!send(Object.fromEntries(values))) refuse(codes.commit);
    return "true";
  }

  const work = {
    open(given, ...more) {
      if (given !== "" || more.length) refuse(codes.argument);
      if (state === "open") refuse(codes.again);
      state = "open";
      return "true";
    },
    end(given) {
      if (given !== "") refuse(codes.argument);
      keep();
      state = "late";
      return "true";
    },
    commit: (given) => (given === "" ? keep() : refuse(codes.argument)),
    get,
    set,
  };

  const call = (name, empty) => (...given) => {
    try {
      const tooSoonOrLate = codes[state]?.[name];
      if (tooSoonOrLate) refuse(tooSoonOrLate);
      const answer = work[name](...given);
      last = 0;
      return answer;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      last = refusal.code;
      console.info(`refused ${JSON.stringify([last, calls[name], ...given])}`);
      return empty;
    }
  };
  return {
    [calls.open]: call("open", "false"),
    [calls.end]: call("end", "false"),
    [calls.get]: call("get", ""),
    [calls.set]: call("set", "false"),
    [calls.commit]: call("commit", "false"),
    [calls.error]: () => String(last),
    [calls.text]: (code) => `Error ${code}`,
    [calls.more]: () => "",
  };
}
