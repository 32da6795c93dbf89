/** The script of the sandbox's page: shows the control API's answers and calls it. */
export const PAGE_SCRIPT = `const $ = (id) => document.getElementById(id);
const say = (text) => {
  $("said").textContent = text;
};
async function ask(path, method = "GET", body) {
  const answer = await fetch("/__control" + path, {
    method,
    headers: body ? { "content-type": "application/json" } : {},
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  const data = text ? JSON.parse(text) : null;
  if (!answer.ok) {
    say(data?.error ?? "Failed.");
    throw new Error(text);
  }
  return data;
}
function row(cells) {
  const tr = document.createElement("tr");
  for (const cell of cells) {
    const td = document.createElement("td");
    cell instanceof Node ? td.append(cell) : (td.textContent = cell ?? "");
    tr.append(td);
  }
  return tr;
}
const code = (text, tag = "code") => {
  const el = document.createElement(tag);
  el.textContent = text;
  return el;
};
const button = (text, act) => {
  const el = document.createElement("button");
  el.textContent = text;
  el.onclick = () => Promise.resolve(act()).then(draw, () => undefined);
  return el;
};
const shorten = (value) => {
  const text = JSON.stringify(value, null, 1) ?? "";
  return text.length > 600 ? text.slice(0, 600) + " ..." : text;
};
function answerDialog(id) {
  const dialog = $("answer");
  const area = dialog.querySelector("textarea");
  area.value = "";
  return new Promise((resolve) => {
    dialog.onclose = async () => {
      if (dialog.returnValue === "send") {
        await ask(
          "/tickets/" + id + "/answer",
          "POST",
          area.value.trim() ? { text: area.value } : {},
        ).catch(() => undefined);
        say("Answered.");
      }
      resolve();
    };
    dialog.showModal();
  });
}
async function draw() {
  const accounts = await ask("/accounts");
  $("keys").replaceChildren(
    ...accounts.flatMap((a) =>
      a.keys.map((k) =>
        row([
          a.label,
          code(k.key),
          k.revoked ? "revoked" : k.scopes.join(", "),
          button(k.revoked ? "Restore" : "Revoke", () =>
            ask(k.revoked ? "/keys/restore" : "/keys/revoke", "POST", { key: k.key }),
          ),
        ]),
      ),
    ),
  );
  const select = $("account");
  const chosen = select.value || accounts[0]?.id;
  select.replaceChildren(
    ...accounts.map(
      (a) => new Option(a.label + " (" + a.tickets + ")", a.id, false, a.id === chosen),
    ),
  );
  const tickets = (await ask("/tickets?account=" + encodeURIComponent(chosen))).slice(
    0,
    100,
  );
  $("tickets").replaceChildren(
    ...tickets.map((t) =>
      row([
        code(t.id),
        t.ticket.subject,
        t.ticket.status,
        t.ticket.priority,
        t.ticket.updatedAt ?? t.ticket.updated,
        button("Answer", () => answerDialog(t.id)),
      ]),
    ),
  );
  const faults = await ask("/faults");
  $("faults").replaceChildren(
    ...faults.map((f) =>
      row([code(shorten(f)), button("Remove", () => ask("/faults/" + f.id, "DELETE"))]),
    ),
  );
  const journal = (await ask("/journal")).reverse().slice(0, 50);
  $("journal").replaceChildren(
    ...journal.map((j) =>
      row([
        j.at,
        code(j.method + " " + j.path),
        j.account,
        code(shorten(j.ids), "pre"),
        code(shorten(j.body), "pre"),
      ]),
    ),
  );
}
$("advance").onclick = async () => {
  const { changed } = await ask("/advance", "POST");
  say(changed.length + " tickets changed.");
  await draw();
};
$("reset").onclick = async () => {
  if (confirm("Forget everything that was filed here?")) {
    await ask("/reset", "POST");
    await draw();
  }
};
$("expire").onclick = async () => {
  await ask("/tokens/expire", "POST");
  say("Access tokens expired.");
};
$("clear").onclick = async () => {
  await ask("/faults", "DELETE");
  await draw();
};
$("account").onchange = draw;
const KINDS = {
  "status-html": { kind: "status", body: "html", status: 502 },
  "status-empty": { kind: "status", body: "empty", status: 502 },
  "cut-after": { kind: "cut", when: "after" },
  slow: { kind: "slow", ms: 5000 },
};
$("fault").onsubmit = async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  const kind = form.get("kind");
  await ask("/faults", "POST", {
    ...(KINDS[kind] ?? { kind }),
    count: form.get("count") ? Number(form.get("count")) : null,
    ...(form.get("method") && { method: form.get("method") }),
    ...(form.get("path") && { path: form.get("path") }),
  });
  await draw();
};
draw();
`;
