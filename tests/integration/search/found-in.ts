import { beforeAll, expect, it } from "vitest";

import { ownScope } from "@/lib/auth/scope";
import type { Viewer } from "@/lib/auth/types";
import { listServices } from "@/lib/inventory/queries";
import { serviceFilters } from "@/lib/inventory/schemas";
import type { MirrorTarget } from "@/lib/mirror/write/ticket-row";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import { searchQuery } from "@/lib/search/query";
import { listPage, listReader } from "@/lib/tickets/list/list-page";
import { listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { type DatabaseLocale, useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { makeTarget } from "@/tests/helpers/search/search-target";
import { searchableTexts } from "@/tests/helpers/search/search-texts";
import { sql } from "@/tests/helpers/sql";

/** A ticket's text, and a search that must find it. */
const EXAMPLES: Array<[text: string, typed: string]> = [
  ["Kassan down - urgent", "Kassan down - urgent"],
  ["Kassan nere – bråttom", "Kassan nere – bråttom"],
  ["npm install --force fails", "npm install --force fails"],
  ["the web-server is slow", "web-serv"],
  ["the web-server is slow", "web server"],
  ["nw-zdb-02 does not answer", "zdb-02"],
  ["nw-zdb-02 does not answer", "nw-zdb"],
  ["nw-zdb-02 does not answer", "NW-ZDB-02"],
  ["nw-zdb-02 does not answer", "zdb answ"],
  ["paid INV-2026-90042 twice", "2026-90042"],
  ["paid INV-2026-90042 twice", "inv-2026"],
  ["paid INV-2026-90042 twice", "90042"],
  ["look into zeta_report.txt", "zeta_report"],
  ["look into zeta_report.txt", "report.txt"],
  ["https://www.zetashop.example/x?id=7&lang=sv", "zetashop.example"],
  ["https://www.zetashop.example/x?id=7&lang=sv", "www.zetashop.example/x"],
  ["https://www.zetashop.example/x?id=7&lang=sv", "lang=sv"],
  ["from anna@northwindzeta.example", "northwindz"],
  ["from anna@northwindzeta.example", "@northwindzeta.example"],
  ["from <anna@northwindzeta.example>", "anna@north"],
  ["see /var/log/nginxzeta/errorzeta.log", "nginxzeta"],
  ["see /var/log/nginxzeta/errorzeta.log", "/var/log/nginxzeta/errorzeta.log"],
  ["see /var/log/nginxzeta/errorzeta.log", "nginxzeta/errorz"],
  ["C:\\inetpub\\zeta\\web.config", "zeta\\web.config"],
  ["client 192.168.17.204 blocked", "168.17.204"],
  ["client 192.168.17.204 blocked", "192.168.17.2"],
  ["2001:db8::17:ff00 unreachable", "db8::17"],
  ["java.lang.OutOfMemoryError: heap", "MemoryError"],
  ["服务器无法访问，请帮忙", "无法访问"],
  ["服务器无法访问，请帮忙", "请"],
  ["服务器无法访问，请帮忙", "服务器"],
  ["nginx服务器502错误", "服务器502"],
  ["サーバーがダウンしました", "ダウン"],
  ["도메인 인증서가 만료되었습니다", "증서"],
  ["เซิร์ฟเวอร์ล่มตั้งแต่เช้า", "ล่ม"],
  ["Det a\u0308r zeta nu", "är zeta"],
  ["Det är zeta nu", "a\u0308r zet"],
  ["KÄLLKOD för Åsa", "källkod åsa"],
  ["räkning zeta", "rakning zet"],
  ["rakning zeta", "räkning zet"],
  ["A\u030angström café søk", "angstrom cafe sok"],
  ["Encyclopaedia coeur zeta", "encyclopædia cœur"],
  ["ΣΕΙΣΜΟΣ σεισμός", "σεισ"],
  ["Straße gesperrt", "STRASSE"],
  ["İstanbul ve ISPARTA", "ıstanbul"],
  ["ｆｕｌｌｗｉｄｔｈ ﬁle", "fullwidth file"],
  ["they wrote “zetanere” here", "“zetanere”"],
  ["they wrote zetanere here", "„zetanere here”"],
  ["they wrote zetanere here", "»wrote zetanere"],
  ["they wrote «zetanere» here", '"zetanere here"'],
  ["soft\u00adhyphen and zero\u200bwidth", "softhyphen width"],
  ["O’Brien’s mailbox", "o'brien's"],
  ["#148409 is back", "#148409"],
  ["#148409 is back", "# 148409"],
  ["100 % of _zeta_ \\ done", "100% _zeta_ \\"],
  ["backup restored yesterday", "backup -certificate"],
  ["backup restored yesterday", "zebra or restor"],
  ["one or the other", "or the other"],
];

/** Of each script. `SEARCH_TEXTS=350` makes about 5,000 texts. */
const TEXTS = Number(process.env.SEARCH_TEXTS ?? 10);
const SEED = Number(process.env.SEARCH_SEED ?? Date.now() % 1_000_000_000);
const BATCH = 200;

const MISSED = `
  SELECT r.query, s.words::text AS words FROM unnest($1::text[], $2::text[], $3::text[]) AS r(id, typed, query)
    JOIN ticket t ON t.external_id = r.id JOIN ticket_search s ON s.ticket_id = t.id
   WHERE NOT s.words @@ r.query::tsquery LIMIT 5`;

/** The promises of the search, in a database with this locale. One to a test file. */
export function describeSearchIn(locale: DatabaseLocale): void {
  useTestDatabase(locale);

  const texts = searchableTexts(TEXTS, SEED);
  const account = new MemoryAccount();
  let viewer: Viewer;
  let target: MirrorTarget;
  let examples = 0;

  beforeAll(async () => {
    const organizationId = await makeOrganization();
    viewer = await makeViewer({ organizationId });
    target = await makeTarget(organizationId, memoryProvider(account));
    for (let from = 0; from < texts.length; from += BATCH) {
      const batch = texts.slice(from, from + BATCH).map(({ text }, index) => ({
        snapshot: {
          ...account.put(`t-${from + index}`, { subject: text, body: null, number: "-" }),
        },
      }));
      await writeSnapshots(target, batch, { runId: null });
    }
  }, 300_000);

  it("finds each ticket by each word, beginning, part and run of it, in every script", async () => {
    const missed: unknown[] = [];
    let asked = 0;
    for (let from = 0; from < texts.length; from += BATCH) {
      const pairs = texts
        .slice(from, from + BATCH)
        .flatMap(({ queries }, index) =>
          [...new Set(queries)].map((typed) => ({ id: `t-${from + index}`, typed })),
        );
      asked += pairs.length;
      const queries = pairs.map(({ typed }) => searchQuery(typed));
      for (const [index, query] of queries.entries()) if (query === null) missed.push(pairs[index]);
      missed.push(
        ...(await sql(MISSED, [
          pairs.map(({ id }) => id),
          pairs.map(({ typed }) => typed),
          queries,
        ])),
      );
    }
    expect(missed.slice(0, 5), `seed ${SEED}`).toEqual([]);
    expect(asked).toBeGreaterThan(texts.length * 5);
  }, 300_000);

  it.each(EXAMPLES)("finds %j by %j", async (text, typed) => {
    const subject = `${text} ${++examples}`;
    await writeSnapshots(target, [{ snapshot: account.put(`e-${examples}`, { subject }) }], {
      runId: null,
    });
    const { items } = await listTickets(viewer, ticketFilters.parse({ q: typed }));
    expect(items.map((item) => item.subject)).toContain(subject);
  });

  it.each([
    ["RÄKSMÖRGÅS.example", "räksmörgås"],
    ["ra\u0308ksmo\u0308rga\u030as-db", "SMÖRGÅS-D"],
    ["räksmörgås-web", "raksmorgas-w"],
    ["ПОЧТА-01", "почта"],
    ["STRASSE", "straße"],
  ])("finds the service %j by %j", async (name, typed) => {
    await sql(
      `INSERT INTO service (id, organization_id, connection_id, kind, external_id, name, read_at)
       VALUES ($1, $2, $3, 'box', $1, $1, now())`,
      [name, target.organizationId, target.connectionId],
    );
    const { services } = await listServices(viewer, serviceFilters.parse({ q: typed }));
    expect(services.map((service) => service.name)).toContain(name);
    const stranger = await makeViewer({ organizationId: await makeOrganization("Contoso") });
    expect((await listServices(stranger, serviceFilters.parse({ q: typed }))).services).toEqual([]);
  });

  it("finds them through the list as well", async () => {
    const step = Math.max(1, Math.floor(texts.length / 40));
    for (let index = 0; index < texts.length; index += step) {
      const { text } = texts[index] ?? { text: "" };
      // A text of one character is in many tickets.
      const { items } = await listPage(
        listReader(viewer, ownScope(viewer)),
        ticketFilters.parse({ q: text }),
        texts.length,
      );
      expect(
        items.map((item) => item.subject),
        `seed ${SEED}`,
      ).toContain(text);
    }
  });
}
