import { describe, expect, it } from "vitest";

import { db } from "@/lib/db/kysely";
import { catalogOf } from "@/lib/i18n/catalogs";
import { type Language, LANGUAGES } from "@/lib/i18n/languages";
import { renderMail } from "@/lib/mail/render-mail";
import { isNoticeKind, NOTICE_KINDS } from "@/lib/notices/kinds";
import type { NoticeDetail, NoticeReason, NoticeTopic } from "@/lib/notices/types";
import { mailChannel } from "@/lib/notifications/deliver/channels/mail";

import { useTestDatabase } from "../../helpers/database";
import { mailsTo } from "../../helpers/mails";
import { type MemoryConnection, useMemoryConnection } from "../../helpers/memory-connection";
import { makeOrganization, makeViewer } from "../../helpers/people";

useTestDatabase();

let connection: MemoryConnection;
useMemoryConnection((made) => (connection = made));

const DETAILS: Readonly<Record<Exclude<NoticeDetail, "test">, true>> = {
  message: true,
  automatic: true,
  status: true,
  priority: true,
  opened_elsewhere: true,
  filed: true,
  rejected: true,
  unknown: true,
  needs_decision: true,
  message_changed: true,
  message_removed: true,
  file_removed: true,
  arrived: true,
  key_refused: true,
  copied_in: true,
  added: true,
};
const REASONS: Readonly<Record<NoticeReason, true>> = {
  own: true,
  filed: true,
  replied: true,
  mentioned: true,
  follows: true,
  organization: true,
  manages: true,
};
const KINDS = Object.keys(NOTICE_KINDS).filter(isNoticeKind);

function textsIn(part: unknown): string[] {
  if (typeof part === "string") return [part];
  return Object.values(part as Record<string, unknown>).flatMap(textsIn);
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/\p{L}{2,}/gu) ?? [];

/** Words that only one language's catalog contains. */
function ownWords(language: Language): Set<string> {
  const others = LANGUAGES.filter((one) => one !== language);
  const shared = new Set(others.flatMap((one) => textsIn(catalogOf(one)).flatMap(wordsIn)));
  const own = textsIn(catalogOf(language)).flatMap(wordsIn);
  return new Set(own.filter((word) => !shared.has(word)));
}

const withoutNames = (text: string) => text.replace(/https?:\S+|Memory Hosting|Our hosting/g, "");

async function everyMail(language: Language) {
  const organizationId = await makeOrganization("Zzxq");
  const viewer = await makeViewer({ organizationId });
  const { connectionId } = connection;
  const person = { userId: viewer.userId, email: viewer.email, language, timeZone: "UTC" };
  const topics: NoticeTopic[] = ["ticket:t", "submission:s", `connection:${connectionId}`];
  const batches = (Object.keys(DETAILS) as NoticeDetail[]).flatMap((detail, index) =>
    topics.map((topic) => ({
      topic,
      organizationId,
      ticketId: null,
      notices: KINDS.map((kind, number) => ({
        id: String(number),
        kind,
        detail,
        eventId: null,
        submissionId: null,
        connectionId,
        at: new Date(),
      })),
      reason: (Object.keys(REASONS) as NoticeReason[])[index % 7] ?? "own",
      wakes: false,
    })),
  );
  for (const batch of batches) await mailChannel.send(db(), { person, ...batch });
  for (const isStorm of [false, true])
    await mailChannel.sendDigest?.(db(), { person, topics: batches, more: 3, isStorm });
  return (await mailsTo(viewer.email)).map((body) => ({ body, mail: renderMail(body) }));
}

describe.each(LANGUAGES)("every mail in %s", (language) => {
  it("has each text, and no word that only another language's catalog has", async () => {
    const mails = await everyMail(language);
    const foreign = new Set(
      LANGUAGES.filter((one) => one !== language).flatMap((one) => [...ownWords(one)]),
    );
    expect(mails).toHaveLength(Object.keys(DETAILS).length * 3 + 2);
    for (const { mail } of mails) {
      const text = withoutNames(`${mail.subject}\n${mail.text}`);
      expect(text).not.toContain("notices.");
      expect(wordsIn(text).filter((word) => foreign.has(word))).toEqual([]);
    }
    const reasons = new Set(mails.map(({ body }) => body.reason));
    expect(reasons.size).toBe(Object.keys(REASONS).length + 2);
  });
});
