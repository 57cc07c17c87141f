// Connects one reporter as the page of a package does, for tests that need no player.
const standard = new URLSearchParams(location.search).get("standard");
const { connect } = await import(`./reporting/${standard}.js`);
const course = { title: "A course", activity: "https://example.com/practice/a-course" };
window.reporter = await connect(course);
document.documentElement.dataset.state = "ready";
