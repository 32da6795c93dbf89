import { makeZip } from "client-zip";

import { actedBy } from "../../auth/acted-by";
import { countPersonUse } from "../../auth/limits/person-rates";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { AppError } from "../../errors";
import { type Message, message, renderMessage, type Translate } from "../../i18n/message";
import { textsOf } from "../../i18n/texts";
import { isId } from "../../ids";
import type { DownloadedFile } from "../../providers/contract";
import { findProvider } from "../../providers/registry";
import { toStorableFileName, toUniqueFileName } from "../../text/file-name";
import { fileSizeMessage } from "../../text/format-bytes";
import {
  attachmentsInSight,
  downloadedBy,
  isWithheld,
  openAttachment,
} from "./readable-attachments";

const MAX_FILES = 200;
const MAX_TOTAL_BYTES = 500 * 1024 * 1024;

export interface TicketArchive {
  filename: string;
  body: ReadableStream<Uint8Array>;
}

/**
 * Returns a ticket's files as a zip archive that is made while it is sent. A text in it lists the
 * files that are missing, with the reasons. Allowed for those who may see the ticket (audited);
 * throws `not_found` for others and without files, `throttled`, and why no file could be read.
 */
export async function ticketArchive(viewer: Viewer, ticketId: string): Promise<TicketArchive> {
  if (!isId(ticketId)) throw new AppError("not_found");
  const rows = await archivedFiles(viewer, ticketId);
  const [first] = rows;
  if (!first) throw new AppError("not_found");
  await countPersonUse(viewer, "archive");
  const archive = new Archive(textsOf(viewer.language), rows);
  const entries = archive.entries();
  const start = await entries.next();
  if (archive.isEmpty) throw archive.failure ?? new AppError("not_found");
  await audit({
    ...actedBy(viewer),
    organizationId: first.organizationId,
    action: "attachments.downloaded",
    targetType: "ticket",
    targetId: ticketId,
    data: downloadedBy(viewer, first.organizationId),
    count: archive.expected,
  });
  return {
    filename: `${first.number}-${archive.name}.zip`,
    body: toStream(archive, continued(start, entries)),
  };
}

function archivedFiles(viewer: Viewer, ticketId: string) {
  return attachmentsInSight(viewer)
    .innerJoin("connection as c", "c.id", "t.connection_id")
    .select((eb) => [
      "t.number",
      "c.provider",
      "a.removed_at as removedAt",
      eb.case().when(isWithheld(viewer)).then(true).else(false).end().as("isWithheld"),
      eb.fn.coalesce("m.sent_at", "t.opened_at").as("sentAt"),
    ])
    .where("a.ticket_id", "=", ticketId)
    .orderBy("a.id")
    .execute();
}

type ArchivedFile = Awaited<ReturnType<typeof archivedFiles>>[number];

interface Entry {
  name: string;
  input: string | AsyncIterable<Uint8Array>;
  lastModified?: Date;
}

/** Opens one file after another and keeps account of those that are missing. */
class Archive {
  /** Why the last missing file could not be read. */
  failure: AppError | null = null;
  readonly #names: string[] = [];
  readonly #missing: string[] = [];
  #bytes = 0;
  #failed = 0;
  #reader: ReadableStreamDefaultReader<Uint8Array> | null = null;

  constructor(
    readonly t: Translate,
    readonly files: readonly ArchivedFile[],
  ) {}

  get name(): string {
    return this.t("archive.name");
  }

  get isEmpty(): boolean {
    return this.#names.length === 0;
  }

  /** Files that are included unless a later download fails. */
  get expected(): number {
    return this.files.filter((file, index) => !leftOut(file, index)).length - this.#failed;
  }

  async *entries(): AsyncGenerator<Entry> {
    for (const [index, file] of this.files.entries()) {
      const name = toStorableFileName(file.filename ?? "");
      const opened = await this.#open(file, index);
      if ("key" in opened) {
        this.#missing.push(`${name}\r\n    ${renderMessage(this.t, opened)}`);
        continue;
      }
      const unique = toUniqueFileName(name, this.#names);
      this.#names.push(unique);
      const lastModified = file.sentAt ?? undefined;
      yield { name: unique, input: this.#counted(opened.body), lastModified };
    }
    if (this.isEmpty || this.#missing.length === 0) return;
    yield {
      name: toUniqueFileName(`${this.t("archive.notIncluded")}.txt`, this.#names),
      input: `${this.t("archive.missing")}\r\n\r\n${this.#missing.join("\r\n\r\n")}\r\n`,
    };
  }

  /** Returns the file, or why it is not in the archive. */
  async #open(file: ArchivedFile, index: number): Promise<DownloadedFile | Message> {
    const reason = leftOut(file, index);
    if (reason) return reason;
    const tooLarge = message("archive.tooLarge", { limit: fileSizeMessage(MAX_TOTAL_BYTES) });
    if (this.#bytes >= MAX_TOTAL_BYTES) return tooLarge;
    try {
      const opened = await openAttachment(file);
      if (this.#bytes + (opened.contentLength ?? 0) <= MAX_TOTAL_BYTES) return opened;
      await opened.body.cancel();
      return tooLarge;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.failure = error;
      this.#failed += 1;
      return error.text;
    }
  }

  async *#counted(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
    const reader = body.getReader();
    this.#reader = reader;
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      this.#bytes += read.value.length;
      yield read.value;
    }
  }

  /** Ends the download of the current file. */
  async stop(): Promise<void> {
    await this.#reader?.cancel();
  }
}

/** Reason to leave a file out without asking its provider; null if there is none. */
function leftOut(file: ArchivedFile, index: number): Message | null {
  if (file.isWithheld) return message("archive.encrypted");
  if (file.removedAt) return message("archive.removed");
  const link = findProvider(file.provider)?.fileLink?.(file);
  if (link) return message("archive.elsewhere", { link });
  return index >= MAX_FILES ? message("archive.tooMany", { most: MAX_FILES }) : null;
}

/** Ends the file's download with the archive's, which `makeZip` does not. */
function toStream(archive: Archive, entries: AsyncIterable<Entry>): ReadableStream<Uint8Array> {
  const reader = makeZip(entries).getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel(reason) {
      await archive.stop();
      await reader.cancel(reason).catch(() => undefined);
    },
  });
}

async function* continued<T>(
  first: IteratorResult<T, unknown>,
  rest: AsyncGenerator<T>,
): AsyncGenerator<T> {
  if (!first.done) yield first.value;
  yield* rest;
}
