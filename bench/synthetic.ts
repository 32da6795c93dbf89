import type { TicketSnapshot } from "../lib/providers/contract";

const SUBJECTS = [
  "Mail to one domain bounces",
  "VPS not reachable since the reboot",
  "Certificate not renewed",
  "Deploy hook fails with exit code 1",
  "Disk full on app-01",
  "Invoice shows the wrong plan",
  "Slow queries after the upgrade",
];
const WORDS = (
  "the server answers with an error since this morning and our customers cannot " +
  "reach the shop please look at the log below nginx upstream timed out while " +
  "reading response header from upstream connection refused disk usage certificate " +
  "renewal mailbox"
).split(" ");
const STATUSES = ["open", "answered", "customer_reply", "in_progress", "on_hold", "closed"];
const PRIORITIES = ["low", "medium", "high", "urgent"];

const MINUTE_MS = 60_000;

/** Same number, same ticket: some 600 characters, and one to five messages of 300. */
export function syntheticTicket(index: number, newest: Date): TicketSnapshot {
  const number = String(100_000 + index);
  const openedAt = new Date(newest.getTime() - index * 25 * MINUTE_MS);
  const messages = Array.from({ length: 1 + (index % 5) }, (_unused, position) => ({
    externalId: `tmsg_${index}_${position}`,
    sender: position % 2 === 0 ? "staff" : "customer",
    senderId: null,
    senderName: position % 2 === 0 ? "Sven Support" : "Jane Example",
    body: text(index * 31 + position, 50),
    encrypted: false,
    sentAt: new Date(openedAt.getTime() + (position + 1) * 7 * MINUTE_MS),
  }));
  const last = messages.at(-1)?.sentAt ?? openedAt;
  const subject = `${SUBJECTS[index % SUBJECTS.length]} (${number})`;
  const body = text(index, 100);
  const services = [
    {
      kind: "vps",
      externalId: `vps_${index % 40}`,
      name: `app-${index % 40}`,
      details: { status: "active", planName: "VPS S" },
    },
  ];
  return {
    externalId: `tkt_${index}`,
    number,
    subject,
    body,
    status: STATUSES[index % STATUSES.length] ?? "open",
    priority: PRIORITIES[index % PRIORITIES.length] ?? "low",
    category: { id: "vps", label: "VPS" },
    openedAt,
    updatedAt: last,
    lastMessageAt: last,
    requesterName: "Jane Example",
    cc: [],
    collaboratorIds: [],
    messageCount: messages.length,
    services,
    messages,
    attachments: [],
    fields: {},
    providerUrl: null,
    complete: true,
    raw: {
      id: `tkt_${index}`,
      number,
      subject,
      body,
      messages: messages.map((message) => message.body),
    },
    readAt: newest,
  };
}

/** Different texts of one length. */
const DIFFERENT = 997;
const written = new Map<string, string>();

function text(seed: number, words: number): string {
  const key = `${seed % DIFFERENT} ${words}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  let state = ((seed % DIFFERENT) + 1) * 2_654_435_761;
  const picked = Array.from({ length: words }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return WORDS[state % WORDS.length];
  });
  written.set(key, picked.join(" "));
  return picked.join(" ");
}
