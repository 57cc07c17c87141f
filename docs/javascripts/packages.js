// Puts a package for a learning system together: the part that all share, then its own
// short end. The page names the digest of both, and the browser takes no others.

for (const list of document.querySelectorAll(".packages")) {
  const status = list.querySelector("[role=status]");
  const { folder, common, digest } = list.dataset;
  for (const button of list.querySelectorAll("button")) {
    button.onclick = async () => {
      status.textContent = "Fetching the package …";
      const parts = [[common, digest], [button.dataset.end, button.dataset.digest]];
      status.textContent = await give(parts.map(([name, ...more]) => [folder + name, ...more]), button.dataset.name);
    };
  }
}

async function give(parts, name) {
  let whole;
  try {
    whole = new Blob(await Promise.all(parts.map(read)), { type: "application/zip" });
  } catch {
    return `${name} could not be fetched, or came damaged or from two versions of this site, and was not saved. Load the page anew and try again.`;
  }
  save(name, whole);
  return `${name}: the checksum is the one on this page.`;
}

async function read([address, integrity]) {
  const answer = await fetch(address, { integrity });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.arrayBuffer();
}

function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
