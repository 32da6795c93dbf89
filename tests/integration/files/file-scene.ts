import { randomUUID } from "node:crypto";

import { afterAll, beforeAll, beforeEach } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { transaction } from "@/lib/db/kysely";
import { claimFiles } from "@/lib/files/claim-files";
import { NEW_TICKET_KEY } from "@/lib/files/draft-key";
import { addPiece, beginFile, finishFile } from "@/lib/files/receive-upload";
import { PIECE_BYTES } from "@/lib/files/rules";
import { fileStore } from "@/lib/files/store/file-store";
import type { FileRules } from "@/lib/providers/forms/contract";
import { registerProvider } from "@/lib/providers/registry";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

const MB = 1024 * 1024;
export const RULES: FileRules = {
  way: "pinned",
  most: 3,
  largest: 20 * MB,
  together: 30 * MB,
};

/** A connected account and its manager, whose files and drafts are deleted before each test. */
export class FileScene {
  viewer!: Viewer;
  connectionId = "";

  /** Call it after `useTestDatabase`. */
  constructor() {
    const account = new MemoryAccount();
    let unregister = (): void => undefined;
    beforeAll(async () => {
      const provider = memoryProvider(account);
      unregister = registerProvider({ ...provider, form: { ...provider.form, files: RULES } });
      this.viewer = await makeViewer({ organizationId: await makeOrganization() });
      this.connectionId = await makeConnection(this.viewer, "memory", account.key);
    });
    beforeEach(async () => {
      for (const table of ["outgoing_file", "file_piece", "submission", "draft"])
        await sql(`DELETE FROM ${table}`);
    });
    afterAll(() => unregister());
  }

  begin(name: string, size: number, draftKey = NEW_TICKET_KEY) {
    return beginFile(this.viewer, { draftKey, connectionId: this.connectionId, name, size });
  }

  piecesOf(bytes: Uint8Array<ArrayBuffer>) {
    return Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, index) =>
      bytes.slice(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
    );
  }

  async attach(name: string, bytes: Uint8Array<ArrayBuffer>, draftKey = NEW_TICKET_KEY) {
    const { file } = await this.begin(name, bytes.length, draftKey);
    for (const [position, piece] of this.piecesOf(bytes).entries())
      await addPiece(this.viewer, file.id, position, piece);
    return finishFile(this.viewer, file.id);
  }

  async submission(kind: "create" | "reply" = "create"): Promise<string> {
    const id = randomUUID();
    await sql(
      `INSERT INTO submission
         (id, organization_id, connection_id, user_id, form_key, kind, payload, payload_hash)
       VALUES ($1, $2, $3, $4, $1, $5, '{}', '')`,
      [id, this.viewer.memberships[0]?.organizationId, this.connectionId, this.viewer.userId, kind],
    );
    return id;
  }

  claim(
    fileIds: string[],
    submissionId: string,
    rules: FileRules | null = RULES,
    draftKey = NEW_TICKET_KEY,
  ) {
    return transaction((client) =>
      claimFiles(client, { userId: this.viewer.userId, draftKey, fileIds, submissionId, rules }),
    );
  }

  async piecesLeft(fileId: string) {
    const positions = [0, 1, 2, 3, 4, 5, 6];
    const pieces = await Promise.all(positions.map((each) => fileStore().read(fileId, each)));
    return pieces.filter(Boolean).length;
  }
}
