const inner = document.createElement("iframe");
inner.title = "The course";
inner.src = new URLSearchParams(location.search).get("open");
addEventListener("DOMContentLoaded", () => document.body.append(inner));
