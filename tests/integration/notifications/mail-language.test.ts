import { describe, expect, it } from "vitest";

import { catalogOf } from "@/lib/i18n/catalogs";
import { type Language, LANGUAGES } from "@/lib/i18n/languages";
import { renderMail } from "@/lib/mail/render-mail";
import { syncConnection } from "@/lib/mirror/sync/run-sync";

import { useTestDatabase } from "../../helpers/database";
import { mailsTo } from "../../helpers/mails";
import { type MemoryConnection, useMemoryConnection } from "../../helpers/memory-connection";
import { ticketIdOf } from "../../helpers/notifications/batches";
import { queueEveryMail } from "../../helpers/notifications/every-mail";
import { makeViewer } from "../../helpers/people";
import { sql } from "../../helpers/sql";

useTestDatabase();

let connection: MemoryConnection;
useMemoryConnection((made) => (connection = made), { clear: ["submission"] });

/** Without the names of arguments and of their cases. */
const bare = (text: string): string =>
  text.replace(/\{\w+(, \w+,?)?/g, "{").replace(/[\w=]+ (?=\{\S)/g, "");

function textsIn(part: unknown, path = ""): Array<[path: string, text: string]> {
  if (typeof part === "string") return [[path, bare(part)]];
  return Object.entries(part as object).flatMap(([key, value]) => textsIn(value, `${path}.${key}`));
}

const wordsIn = (text: string): string[] => text.toLowerCase().match(/\p{L}{2,}/gu) ?? [];

/** Words of other languages' catalogs, without those in this one's texts that are not much like theirs. */
function foreignWords(language: Language): Set<string> {
  const others = LANGUAGES.filter((one) => one !== language).map((one) => textsIn(catalogOf(one)));
  const theirs = new Map(others.flat().map(([path, text]) => [path, new Set(wordsIn(text))]));
  const own = textsIn(catalogOf(language)).flatMap(([path, text]) => {
    const words = wordsIn(text);
    const alike = words.filter((word) => theirs.get(path)?.has(word));
    return alike.length > words.length / 2 ? [] : words;
  });
  const ours = new Set(own);
  return new Set(
    [...theirs.values()].flatMap((words) => [...words].filter((one) => !ours.has(one))),
  );
}

/** A text's literal parts: one of them is in whatever it says. */
const literals = (text: string): string[] =>
  text
    .split(/[{}#]/)
    .map((part) => part.trim())
    .filter((part) => /\p{L}{3,}/u.test(part));

const withoutNames = (text: string) =>
  text.replace(/https?:\S+|Memory Hosting|Our hosting|Northwind Trading/g, "");

async function everyMail(language: Language) {
  const { viewer, connectionId, account } = connection;
  for (const id of ["t1", "t2"]) account.put(id, { subject: "Zzxq", status: "open" });
  await syncConnection(connectionId, { trigger: "person" });
  // Its statuses have texts in the catalogs.
  await sql("UPDATE ticket SET provider = 'hostup'");
  const [organizationId = ""] = viewer.memberships.map((one) => one.organizationId);
  const reader = await makeViewer({ organizationId });
  const ticketIds = [await ticketIdOf("t1"), await ticketIdOf("t2")] as const;
  const count = await queueEveryMail({ viewer: reader, connectionId, ticketIds }, language);
  const mails = (await mailsTo(reader.email)).map(renderMail);
  expect(mails).toHaveLength(count);
  return mails;
}

describe.each(LANGUAGES)("every mail in %s", (language) => {
  it("has each text, and no word that only another language's catalog has", async () => {
    const mails = await everyMail(language);
    const foreign = foreignWords(language);
    for (const { subject, text } of mails) {
      expect(text).not.toMatch(/\b(notices|noticeSettings|tickets|providers)\.\w/);
      const words = wordsIn(withoutNames(`${subject}\n${text}`));
      expect(words.filter((word) => foreign.has(word))).toEqual([]);
      expect(text).not.toContain("canary");
    }

    const { detail, mail, reason } = catalogOf(language).notices;
    const { test: _test, ...details } = detail;
    const said = mails.map(({ subject, text }) => `${subject}\n${text}`).join("\n");
    const unsaid = textsIn({ details, mail, reason }).filter(([, text]) => {
      const parts = literals(text);
      return parts.length > 0 && !parts.some((part) => said.includes(part));
    });
    expect(unsaid).toEqual([]);
  });
});
