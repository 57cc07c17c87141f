// A portal without a framework: types of the element, of its events and of its methods.
import "coordination-checklist";

const element = document.createElement("coordination-checklist");
element.setAttribute("site", document.body.dataset["site"] ?? "");
element.setAttribute("compact", "");
element.setAttribute("label", "Coordination checklist, Sample Plan");
element.addEventListener("ready", ({ detail }) => {
  document.querySelector("output")!.textContent = `ready ${detail.edition}`;
});
document.querySelector("aside")!.append(element);
