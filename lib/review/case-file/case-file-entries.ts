import type { Viewer } from "../../auth/types";
import { textsOf } from "../../i18n/texts";
import { caseAttachments } from "./case-attachments";
import { caseRows } from "./case-rows";
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
  ticket: CaseTicket;
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
 * the last one, is sent.
 */
export async function* caseFileEntries(
  viewer: Viewer,
  { id, ticket, madeAt }: CaseFileHead,
  keepRoot: (root: string) => Promise<void>,
): AsyncGenerator<ZipEntry> {
  const t = textsOf(viewer.language);
  const list: ListedFile[] = [];
  // Archives have no time zones and whole pairs of seconds.
  const archivedAt = new Date(Math.floor(madeAt.getTime() / 2_000) * 2_000);
  const lastModified = new Date(archivedAt.getTime() + archivedAt.getTimezoneOffset() * 60_000);
  const entry = (name: string, content: AsyncIterable<Uint8Array | string>, hashes?: string[]) => ({
    name,
    lastModified,
    input: listed(name, content, list, hashes),
  });
  const chained = (name: string, rows: AsyncIterable<object>) => {
    const hashes: string[] = [];
    return entry(name, chainedLines(id, name, rows, hashes), hashes);
  };

  yield entry("verify.html", once(verifyPage(t, viewer.language, ticket.number)));
  yield entry(`${t("caseFile.readmeName")}.txt`, once(`${t("caseFile.readme")}\n`));
  for (const [name, rows] of Object.entries(caseRows(t, ticket.id))) yield chained(name, rows());
  const attachments: Parameters<typeof caseAttachments>[2] = [];
  for await (const { name, bytes } of caseAttachments(viewer, ticket.id, attachments))
    yield entry(name, once(bytes));
  yield chained("attachments.jsonl", all(attachments));

  const manifest = {
    format: "ticketbridge-case-file/1",
    case_file: id,
    ticket,
    made_at: madeAt.toISOString(),
    made_by: viewer.name,
    archived_at: archivedAt.toISOString().replace(".000Z", "Z"),
    files: list,
  };
  const root = sha256Of(rootText(manifest));
  await keepRoot(root);
  const text = `${JSON.stringify({ ...manifest, root }, null, 1)}\n`;
  yield { name: MANIFEST, lastModified, input: once(Buffer.from(text)) };
}
