// What a portal may do with the events: here, show them.
const told = document.querySelector(".told");
const notes = document.querySelector(".notes");

for (const checklist of document.querySelectorAll("coordination-checklist")) {
  for (const type of ["ready", "resize", "step", "complete", "error"]) {
    checklist.addEventListener(type, ({ detail }) => {
      const line = document.createElement("li");
      line.textContent = `${checklist.getAttribute("edition")}: ${type} ${JSON.stringify(detail)}`;
      told.append(line);
      told.scrollTop = told.scrollHeight;
    });
  }
  checklist.addEventListener("note", ({ detail }) => {
    const note = document.createElement("article");
    note.textContent = detail.text;
    notes.append(note);
    document.querySelector(".none").hidden = true;
  });
}
