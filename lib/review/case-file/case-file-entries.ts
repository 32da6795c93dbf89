import type { Viewer } from "../../auth/types";
import { textsOf } from "../../i18n/texts";
import { toStorableFileName } from "../../text/file-name";
import { caseAttachments, type FilesLeft, filesLeft } from "./case-attachments";
import { caseRows, memberRows } from "./case-rows";
import { conversationPage } from "./conversation/conversation-page";
import { chainedLines, listed, type ListedFile, sha256Of } from "./hash-chain";
import { MANIFEST, rootText } from "./verifier/verifier.mjs";
import { verifyPage } from "./verify-page";

export interface CaseTicket {
  id: string;
  number: string;
  provider: string;
  externalId: string;
  organizationId: string;
  organization: string;
}

export interface CaseFileHead {
  /** Of the row that keeps its root hash. */
  id: string;
  /** Null for a ticket alone. */
  caseId: string | null;
  tickets: CaseTicket[];
  madeAt: Date;
}

interface ZipEntry {
  name: string;
  lastModified: Date;
  input: AsyncIterable<Uint8Array>;
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

async function* all<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}

/**
 * The archive's files in order, each made while it is read. `keepRoot` is called before the manifest,
 * the last one, is sent. Of a case, each ticket has a folder.
 */
export async function* caseFileEntries(
  viewer: Viewer,
  head: CaseFileHead,
  keepRoot: (root: string) => Promise<void>,
): AsyncGenerator<ZipEntry> {
  const { id, caseId, tickets, madeAt } = head;
  const t = textsOf(viewer.language);
  const writer = new EntryWriter(id, madeAt);
  const numbers = tickets.map(({ number }) => number);
  const readme = t(caseId === null ? "caseFile.readme" : "caseFile.readmeOfCase");

  yield writer.entry("verify.html", once(verifyPage(t, viewer.language, numbers)));
  yield writer.entry(`${t("caseFile.readmeName")}.txt`, once(`${readme}\n`));
  if (caseId !== null) yield writer.chained("case.jsonl", memberRows(caseId));
  const left = filesLeft();
  for (const [index, ticket] of tickets.entries())
    yield* ticketEntries(viewer, writer, {
      ticket,
      folder: caseId === null ? "" : folderOf(ticket, index),
      left,
    });

  const [ticket] = tickets;
  const manifest = {
    format: "ticketbridge-case-file/1",
    case_file: id,
    ...(caseId === null ? { ticket } : { case: caseId, tickets: withFolders(tickets) }),
    made_at: madeAt.toISOString(),
    made_by: viewer.name,
    archived_at: writer.archivedAt.toISOString().replace(".000Z", "Z"),
    files: writer.list,
  };
  const root = sha256Of(rootText(manifest));
  await keepRoot(root);
  const text = `${JSON.stringify({ ...manifest, root }, null, 1)}\n`;
  yield { name: MANIFEST, lastModified: writer.lastModified, input: once(Buffer.from(text)) };
}

/** Folders are numbered in the order in which the tickets were added. */
function folderOf({ provider, number }: CaseTicket, index: number): string {
  const name = toStorableFileName(`${provider}-${number}`);
  return `tickets/${String(index + 1).padStart(2, "0")}-${name}/`;
}

const withFolders = (tickets: readonly CaseTicket[]) =>
  tickets.map((ticket, index) => ({ ...ticket, folder: folderOf(ticket, index) }));

/** Names the files, and keeps their digests for the manifest. */
class EntryWriter {
  readonly list: ListedFile[] = [];
  readonly archivedAt: Date;
  readonly lastModified: Date;
  readonly #caseFileId: string;

  constructor(caseFileId: string, madeAt: Date) {
    this.#caseFileId = caseFileId;
    // Archives have no time zones and whole pairs of seconds.
    this.archivedAt = new Date(Math.floor(madeAt.getTime() / 2_000) * 2_000);
    const minutes = this.archivedAt.getTimezoneOffset();
    this.lastModified = new Date(this.archivedAt.getTime() + minutes * 60_000);
  }

  entry(name: string, content: AsyncIterable<Uint8Array | string>, hashes?: string[]): ZipEntry {
    const input = listed(name, content, this.list, hashes);
    return { name, lastModified: this.lastModified, input };
  }

  chained(name: string, rows: AsyncIterable<object>): ZipEntry {
    const hashes: string[] = [];
    return this.entry(name, chainedLines(this.#caseFileId, name, rows, hashes), hashes);
  }
}

interface TicketFolder {
  ticket: CaseTicket;
  /** Empty, or with a slash at its end. */
  folder: string;
  left: FilesLeft;
}

async function* ticketEntries(
  viewer: Viewer,
  writer: EntryWriter,
  { ticket, folder, left }: TicketFolder,
): AsyncGenerator<ZipEntry> {
  const t = textsOf(viewer.language);
  for (const [name, rows] of Object.entries(caseRows(t, ticket.id)))
    yield writer.chained(`${folder}${name}`, rows());
  const conversation = conversationPage(t, viewer.language, ticket.id);
  yield writer.entry(`${folder}conversation.html`, conversation);
  const attachments: Parameters<typeof caseAttachments>[2] = [];
  for await (const { name, bytes } of caseAttachments(viewer, ticket.id, attachments, left))
    yield writer.entry(`${folder}${name}`, once(bytes));
  yield writer.chained(`${folder}attachments.jsonl`, all(attachments));
}
