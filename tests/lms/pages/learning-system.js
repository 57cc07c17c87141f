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
  window[name] = new Api({ ...settings, ...JSON.parse(asked.get("settings") ?? "{}") });
  window[name].loadFromJSON(kept ?? learner);
  const frame = document.createElement("iframe");
  frame.id = "course";
  frame.title = "The course";
  frame.src = asked.get("open");
  document.body.append(frame);
}

document.querySelector("button").onclick = () => window.open(asked.get("open"));
