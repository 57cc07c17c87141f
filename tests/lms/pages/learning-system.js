// What a learning system does: puts the run-time's object in place, gives it what was
// kept of this trainee, and opens the course in a frame below.
const asked = new URLSearchParams(location.search);
const [name, Api, learner] = {
  scorm12: ["API", Scorm12API, { core: { student_name: "Doe, Jane" } }],
  scorm2004: ["API_1484_11", Scorm2004API, { learner_name: "Jane Doe" }],
}[asked.get("standard")];

start();

async function start() {
  const kept = await (await fetch("kept")).json();
  const settings = { lmsCommitUrl: "commit", logLevel: 5 };
  const given = JSON.parse(asked.get("settings") ?? "{}");
  if (asked.get("run-time") === "strict") {
    const version = { scorm12: SCORM12, scorm2004: SCORM2004 }[asked.get("standard")];
    window[version.api] = strictRunTime(version, kept, given, send);
  } else {
    window[name] = new Api({ ...settings, ...given });
    window[name].loadFromJSON(kept ?? learner);
  }
  const frame = document.createElement("iframe");
  frame.id = "course";
  frame.title = "The course";
  frame.src = asked.get("open");
  document.body.append(frame);
}

// At once, since the run-time has to answer. While the course's page goes no answer can be
// waited for, so what it still says is sent without one.
function send(cmi) {
  const said = JSON.stringify({ cmi });
  try {
    const request = new XMLHttpRequest();
    request.open("POST", "commit", false);
    request.send(said);
    return request.status === 200;
  } catch {
    return navigator.sendBeacon("commit", said);
  }
}

document.querySelector("button").onclick = () => window.open(asked.get("open"));
