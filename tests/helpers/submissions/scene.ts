import { randomUUID } from "node:crypto";

import { afterAll, beforeAll } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { type DraftKey, NEW_TICKET_KEY, replyKey } from "@/lib/files/draft-key";
import { addPiece, beginFile, finishFile } from "@/lib/files/receive-upload";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import type { SubmissionKind } from "@/lib/submissions/submission";
import type { AcceptedSubmission } from "@/lib/submissions/types";
import { actOnTicket } from "@/lib/tickets/commands";
import { fileTicket } from "@/lib/tickets/filing/file-ticket";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { sql } from "@/tests/helpers/sql";

import { hostupAccounts, upsunAccounts } from "../../../sandbox/accounts";
import {
  type HostupSandbox,
  startHostupSandbox,
  startUpsunSandbox,
  type UpsunSandbox,
} from "../../../sandbox/start";
import { makeConnection, makeOrganization, makeViewer } from "../people";
import type { Post } from "./process";

export type ProviderId = "hostup" | "upsun";

/** One write that a person wants, with the token that identifies it in the provider's journal. */
export interface SceneIntent {
  provider: ProviderId;
  kind: Extract<SubmissionKind, "create" | "reply" | "close" | "solve">;
  /** Occurs in the text of the ticket or reply and in the names of its files only. */
  token: string;
  /** The provider's id of the ticket that it is about; null of a new one. */
  about: string | null;
  files: string[];
  viewer: Viewer;
  post: Post;
}

/** A kind of intent that a run can be made of. */
export type IntentKind =
  | "hostup create"
  | "upsun create"
  | "hostup reply"
  | "upsun reply"
  | "hostup close"
  | "upsun solve"
  | "hostup create with a file"
  | "hostup reply with a file"
  | "upsun reply with a file";

interface TicketIds {
  externalId: string;
  ticketId: string;
}

/** Both providers over HTTP, connected by one organization, and people who file through it. */
export class OutboxScene {
  readonly #bases: Record<ProviderId, TicketIds[]> = { hostup: [], upsun: [] };
  #connections: Record<ProviderId, string> = { hostup: "", upsun: "" };
  #organizationId = "";

  constructor(
    readonly hostup: HostupSandbox,
    readonly upsun: UpsunSandbox,
  ) {}

  async begin(): Promise<void> {
    this.#organizationId = await makeOrganization();
    const viewer = await this.person();
    this.#connections = {
      hostup: await makeConnection(viewer, "hostup", hostupAccounts.northwind.key.key),
      upsun: await makeConnection(viewer, "upsun", upsunAccounts.northwind.key.key),
    };
  }

  sandbox(provider: ProviderId): HostupSandbox | UpsunSandbox {
    return provider === "hostup" ? this.hostup : this.upsun;
  }

  connectionOf(provider: ProviderId): string {
    return this.#connections[provider];
  }

  person(): Promise<Viewer> {
    return makeViewer({ organizationId: this.#organizationId });
  }

  async useReferences(use: boolean): Promise<void> {
    await sql("UPDATE organization SET use_references = $1", [use]);
  }

  /** Makes one intent of each kind, in this order, each about a mirrored ticket of its own. */
  async intents(kinds: readonly IntentKind[]): Promise<SceneIntent[]> {
    await this.#makeBases(kinds);
    const intents: SceneIntent[] = [];
    for (const kind of kinds) intents.push(await this.#intent(kind));
    return intents;
  }

  async #intent(intentKind: IntentKind): Promise<SceneIntent> {
    const [provider, kind] = intentKind.split(" ") as [ProviderId, SceneIntent["kind"]];
    const token = `x${randomUUID().replaceAll("-", "")}`;
    // A person has one draft of a new ticket: another intent must not send its files.
    const viewer = await this.person();
    const base = kind === "create" ? null : (this.#bases[provider].pop() ?? null);
    const names = intentKind.endsWith("with a file") ? [`${token}.txt`] : [];
    const common = { provider, kind, token, about: base?.externalId ?? null, files: names, viewer };
    const draftKey = base ? replyKey(base.ticketId) : NEW_TICKET_KEY;
    const files: string[] = [];
    const connectionId = this.#connections[provider];
    for (const name of names) files.push(await this.upload(viewer, name, draftKey, connectionId));
    const message = `Since 02:00 nothing answers. ${token}`;
    const formKey = randomUUID();
    if (!base) {
      const values = {
        subject: `Site down ${token.slice(0, 6)}`,
        message,
        ...(provider === "hostup" ? { department: "vps" } : {}),
      };
      return {
        ...common,
        post: {
          as: "create",
          input: { formKey, connectionId, values, draftKey, files },
        },
      };
    }
    const { ticketId } = base;
    if (kind === "reply")
      return {
        ...common,
        post: {
          as: "reply",
          input: { formKey, ticketId, message, encrypted: false, files, continues: false },
        },
      };
    return {
      ...common,
      post: {
        as: "act",
        input: { formKey, ticketId, action: kind === "close" ? "close" : "solve" },
      },
    };
  }

  /** Uploads a small file for a person's draft. */
  async upload(
    viewer: Viewer,
    name: string,
    draftKey: DraftKey,
    connectionId = this.#connections.hostup,
  ): Promise<string> {
    const bytes = new TextEncoder().encode(`The log of ${name}.\n`);
    const {
      file: { id },
    } = await beginFile(viewer, { draftKey, connectionId, name, size: bytes.length });
    await addPiece(viewer, id, 0, bytes);
    await finishFile(viewer, id);
    return id;
  }

  /** Creates a mirrored ticket. */
  async ticket(provider: ProviderId): Promise<TicketIds> {
    await this.#makeBases([
      `${provider} ${provider === "hostup" ? "close" : "solve"}` as IntentKind,
    ]);
    const base = this.#bases[provider].pop();
    if (!base) throw new Error("There is no ticket to write about.");
    return base;
  }

  async #makeBases(kinds: readonly IntentKind[]): Promise<void> {
    for (const provider of ["hostup", "upsun"] as const) {
      const count = kinds.filter(
        (kind) => kind.startsWith(provider) && !kind.includes("create"),
      ).length;
      if (count === 0) continue;
      const { control } = this.sandbox(provider);
      const made = Array.from(
        { length: count },
        () =>
          control.createTicket("northwind", { subject: "An earlier matter", status: "open" }).id,
      );
      // Ends a sweep that may hold the lease.
      await sql("UPDATE connection SET lease_until = NULL WHERE id = $1", [
        this.#connections[provider],
      ]);
      await syncConnection(this.#connections[provider], { trigger: "person" });
      const rows = await sql<TicketIds>(
        `SELECT external_id AS "externalId", id AS "ticketId" FROM ticket WHERE connection_id = $1 AND external_id = ANY($2)`,
        [this.#connections[provider], made],
      );
      if (rows.length < count) throw new Error("The tickets to write about are not in the mirror.");
      this.#bases[provider].push(...rows);
    }
  }
}

/** Accepts a post as the server action does; nothing is sent yet. */
export function acceptPost({
  viewer,
  post,
}: Pick<SceneIntent, "viewer" | "post">): Promise<AcceptedSubmission> {
  if (post.as === "create") return fileTicket(viewer, post.input);
  if (post.as === "reply") return sendReply(viewer, post.input);
  return actOnTicket(viewer, post.input);
}

/** Call it after the database's hook and before anything reads the environment. */
export function useOutboxScene(): () => OutboxScene {
  let scene: OutboxScene;
  beforeAll(async () => {
    const options = {
      seed: "empty-accounts" as const,
      rateLimit: { limit: 1_000_000, windowS: 60 },
    };
    const [hostup, upsun] = [await startHostupSandbox(options), await startUpsunSandbox(options)];
    process.env.HOSTUP_API_URL = hostup.apiUrl;
    process.env.UPSUN_API_URL = upsun.apiUrl;
    process.env.UPSUN_AUTH_URL = upsun.authUrl;
    process.env.UPSUN_CONVERSATION = "reply";
    scene = new OutboxScene(hostup, upsun);
    await scene.begin();
  });
  afterAll(() => Promise.all([scene.hostup.stop(), scene.upsun.stop()]));
  return () => scene;
}
