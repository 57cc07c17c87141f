// Puts a package for a learning system together: the part that all share, then its own
// short end. It is given to the reader only where its checksum is the one on the page.

for (const list of document.querySelectorAll(".packages")) {
  const status = list.querySelector("[role=status]");
  const { folder, common } = list.dataset;
  for (const button of list.querySelectorAll("button")) {
    button.onclick = async () => {
      status.textContent = "Fetching the package …";
      status.textContent = await give([folder + common, folder + button.dataset.end], button.dataset);
    };
  }
}

async function give(addresses, { name, sha256 }) {
  let whole;
  try {
    whole = new Blob(await Promise.all(addresses.map(read)), { type: "application/zip" });
  } catch {
    return `${name} could not be fetched. Please try again.`;
  }
  const sum = await checksum(whole);
  if (sum && sum !== sha256) return `${name} came damaged or from two versions of this site, and was not saved. Load the page anew and try again.`;
  save(name, whole);
  return sum ? `${name}: the checksum is the one on this page.` : `${name}: this browser checks nothing over an address without https. Compare the checksum yourself.`;
}

async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.arrayBuffer();
}

async function checksum(blob) {
  if (!globalThis.crypto?.subtle) return "";
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
