// The script of a case file's verify.html, after verifier.mjs. It sends nothing anywhere.
import { fillFinding, unzip, verifyCaseFile } from "./verifier.mjs";

const TEXTS = JSON.parse(document.querySelector("#texts").textContent);
const [input, root, status, list] = ["#files", "#root", "#status", "#findings"].map((one) =>
  document.querySelector(one),
);

/** An archive, or files and folders that were taken out of one. */
async function chosenFiles() {
  const chosen = [...input.files];
  const read = async (file) => new Uint8Array(await file.arrayBuffer());
  const archive = chosen.length === 1 ? chosen[0] : undefined;
  if (archive?.name.endsWith(".zip")) return unzip(await read(archive));
  const folder = /^[^/]+\//;
  const named = chosen.map(async (file) => {
    // Chosen one by one, the ticket's own files have lost their folder.
    const name = /^\d{3}-/.test(file.name) ? `files/${file.name}` : file.name;
    const path = file.webkitRelativePath.replace(folder, "") || name;
    return [path, { bytes: await read(file) }];
  });
  return new Map(await Promise.all(named));
}

async function check() {
  if (input.files.length === 0) return;
  status.className = "";
  status.textContent = TEXTS.checking;
  list.replaceChildren();
  try {
    const { manifest, findings } = verifyCaseFile(await chosenFiles(), root.value);
    status.className = findings.length === 0 ? "good" : "bad";
    const isKnown = root.value.trim() !== "";
    const good = isKnown ? TEXTS.good : TEXTS.goodWithoutRoot;
    status.textContent = findings.length === 0 ? fillFinding(good, manifest) : TEXTS.bad;
    for (const finding of findings) {
      const item = document.createElement("li");
      item.textContent = fillFinding(TEXTS.findings[finding.code], finding);
      list.append(item);
    }
  } catch {
    status.className = "bad";
    status.textContent = TEXTS.unreadable;
  }
}

input.addEventListener("change", () => void check());
root.addEventListener("change", () => void check());
