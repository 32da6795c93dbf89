import { sql } from "../db/sql";
import { AppError } from "../errors";
import type { TicketSnapshot } from "../providers/contract";
import type { OpenConnection } from "../mirror/session";
import type { SubmissionKind, SubmissionRow } from "./submission";

export interface Sent {
  /** The ticket as the provider showed it after the write; null where it could not be read. */
  snapshot: TicketSnapshot | null;
  externalId: string | null;
}

type Sender = (open: OpenConnection, row: SubmissionRow, externalId: string | null) => Promise<TicketSnapshot | null>;

/** How each kind of submission reaches the provider: one write each. */
const senders: Record<SubmissionKind, Sender> = {
  create: (open, row) => {
    const parsed = open.provider.form.schema.safeParse(row.payload);
    if (!parsed.success) throw new AppError("invalid");
    return open.session.fileTicket(parsed.data);
  },
  reply: async (open, row, externalId) => {
    if (!open.session.reply || externalId === null) throw new AppError("provider_forbidden", { message: `${open.provider.name} takes no replies here.` });
    await open.session.reply(externalId, { message: String(row.payload.message ?? ""), encrypted: row.payload.encrypted === true });
    return null;
  },
  close: act("close"),
  reopen: act("reopen"),
  solve: act("solve"),
};

function act(action: "close" | "reopen" | "solve"): Sender {
  return async (open, _row, externalId) => {
    if (!open.session.act || externalId === null) throw new AppError("provider_forbidden", { message: `${open.provider.name} does not offer this.` });
    return open.session.act(externalId, action);
  };
}

/**
 * Makes the one call that the submission stands for and calls `onAccepted` as soon as the provider has taken it: whatever fails
 * after that must not look as if nothing had been sent. Where the answer is not the whole ticket, it is read once more.
 */
export async function send(open: OpenConnection, row: SubmissionRow, onAccepted: () => void): Promise<Sent> {
  const externalId = await externalIdOf(row);
  const answer = await senders[row.kind](open, row, externalId);
  onAccepted();
  if (answer?.complete) return { snapshot: answer, externalId: answer.externalId };
  const id = answer?.externalId ?? externalId;
  // The write is accepted; a read that fails now only means that the mirror learns of it with the next sweep.
  const snapshot = id === null ? null : await open.session.readTicket(id).catch(() => null);
  return { snapshot: snapshot ?? answer, externalId: id };
}

async function externalIdOf(row: SubmissionRow): Promise<string | null> {
  if (row.ticket_id === null) return null;
  const [ticket] = await sql<{ external_id: string }>("SELECT external_id FROM ticket WHERE id = $1", [row.ticket_id]);
  return ticket?.external_id ?? null;
}
