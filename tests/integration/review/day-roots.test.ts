import { beforeEach, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { computeDayRoot } from "@/lib/review/case-file/day-root";
import { hashesOfLooks } from "@/lib/review/case-file/hashed-days";
import { keepDayRoots } from "@/lib/review/case-file/keep-day-roots";
import { dayRootFilters, listDayRoots } from "@/lib/review/case-file/list-day-roots";
import { verifyDay } from "@/lib/review/case-file/verify-day";
import { useTestDatabase } from "@/tests/helpers/database";
import { mailsTo } from "@/tests/helpers/mails";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

let manager: Viewer;
let member: Viewer;
let organizationId: string;

const again = () => sql("DELETE FROM maintenance WHERE name = 'day_roots'");
const dayBefore = (days: number) =>
  new Date(Date.now() - 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);
const look = (day: string, time: string, data = "{}") =>
  sql(
    `INSERT INTO audit_entry (organization_id, action, target_type, target_id, data, at)
     VALUES ($1, 'ticket.viewed', 'ticket', 'any', $2, $3)`,
    [organizationId, data, `${day}T${time}Z`],
  );
const caseFile = (day: string, root: string | null) =>
  sql(
    `INSERT INTO case_file (id, ticket_id, organization_id, made_by_id, made_at, root)
     VALUES (md5(random()::text), 'any', $1, 'any', $2, $3)`,
    [organizationId, `${day}T12:00:00Z`, root],
  );
const kept = () =>
  sql(
    `SELECT day::text, previous, root, entries, case_files AS "caseFiles" FROM day_root
     WHERE organization_id = $1 ORDER BY day`,
    [organizationId],
  );

beforeEach(async () => {
  organizationId = await makeOrganization();
  manager = await makeViewer({ organizationId, membership: "manager" });
  member = await makeViewer({ organizationId, membership: "member" });
  await sql("DELETE FROM audit_entry");
  await again();
});

it("a hash of each day's log is kept once, over the one before, whoever keeps it", async () => {
  const [first, second] = [dayBefore(2), dayBefore(1)];
  await look(first, "00:00:00");
  await look(first, "23:59:59.999");
  await look(second, "08:00:00");
  await look(dayBefore(0), "00:00:00");
  await Promise.all([keepDayRoots(), keepDayRoots()]);
  const rows = await kept();
  expect(rows).toMatchObject([
    { day: first, previous: "", entries: 2, caseFiles: 0 },
    { day: second, previous: rows[0]?.root, entries: 1, caseFiles: 0 },
  ]);
  await again();
  expect(await keepDayRoots()).toBe(0);
  expect(await keepDayRoots()).toBe(0);
  expect(await kept()).toEqual(rows);
  expect(await mailsTo(manager.email)).toEqual([]);
});

it("a changed, dropped, added or re-dated entry or case file gives another hash", async () => {
  const day = dayBefore(1);
  const of = { organizationId, day };
  for (const time of ["08:00:00", "09:00:00", "10:00:00"]) await look(day, time);
  await caseFile(day, "a".repeat(64));
  await keepDayRoots();
  const [row] = await kept();
  expect((await computeDayRoot(of)).root).toBe(row?.root);
  const own = `organization_id = '${organizationId}'`;
  for (const tampering of [
    `UPDATE audit_entry SET data = '{"a": 1}' WHERE ${own} AND (at AT TIME ZONE 'UTC')::time = '09:00'`,
    `UPDATE audit_entry SET at = at + interval '1 ms' WHERE ${own} AND (at AT TIME ZONE 'UTC')::time = '08:00'`,
    `DELETE FROM audit_entry WHERE ${own} AND (at AT TIME ZONE 'UTC')::time = '10:00'`,
    `UPDATE case_file SET root = 'b' WHERE ${own}`,
    `DELETE FROM case_file WHERE ${own}`,
  ]) {
    const { root: before } = await computeDayRoot(of);
    await sql(tampering);
    expect((await computeDayRoot(of)).root).not.toBe(before);
  }
});

it("the hashes are emailed to managers after a day with case files, naming no ticket", async () => {
  const day = dayBefore(1);
  await look(day, "08:00:00");
  await caseFile(day, "a".repeat(64));
  await caseFile(day, null);
  await keepDayRoots();
  const [row] = await kept();
  expect(row).toMatchObject({ caseFiles: 1 });
  const [mail] = await mailsTo(manager.email);
  expect(mail?.kind).toBe("day_root");
  expect(mail?.paragraphs).toEqual(expect.arrayContaining(["a".repeat(64), row?.root]));
  expect(mail?.paragraphs[0]).toMatch(/exported 1 case file of a ticket/);
  expect(await mailsTo(member.email)).toEqual([]);
});

it("managers see the hashes of their organization's days, page by page", async () => {
  for (let days = 1; days <= 32; days += 1)
    await sql(
      `INSERT INTO day_root (organization_id, day, previous, root, entries, case_files)
       VALUES ($1, $2, '', $3, 4, 1)`,
      [organizationId, dayBefore(days), `root ${days}`],
    );
  const list = async (viewer: Viewer, given: object = {}) =>
    listDayRoots(viewer, dayRootFilters.parse(given));
  const first = await list(manager);
  expect(first.days).toHaveLength(30);
  expect(first.days[0]).toEqual({ day: dayBefore(1), root: "root 1", entries: 4, caseFiles: 1 });
  const rest = await list(manager, { before: first.older });
  expect(rest).toMatchObject({ older: null, days: [{ root: "root 31" }, { root: "root 32" }] });
  const stranger = await makeViewer({
    organizationId: await makeOrganization("Contoso"),
    membership: "manager",
  });
  for (const viewer of [member, stranger, await makeViewer({ role: "admin" })])
    expect((await list(viewer, { in: organizationId })).days).toEqual([]);
  expect((await list(member)).organizationId).toBeNull();
  expect((await list(manager, { before: "0000-01-01" })).days).toHaveLength(30);
});

it("a day that is computed again is equal, unless its log or an earlier one was changed", async () => {
  const [first, second] = [dayBefore(2), dayBefore(1)];
  await look(first, "08:00:00");
  await look(second, "08:00:00");
  await keepDayRoots();
  const kept = String((await verifyDay({ organizationId, day: second })).kept);
  const check = async (day: string, given?: string) =>
    (await verifyDay({ organizationId, day }, given)).isEqual;
  expect(await check(second)).toBe(true);
  expect(await check(second, ` ${kept.toUpperCase()} `)).toBe(true);
  expect(await check(second, "0".repeat(64))).toBe(false);
  expect(await check(dayBefore(9))).toBe(false);
  await sql("UPDATE audit_entry SET reason = 'other' WHERE at < $1", [`${second}T00:00:00Z`]);
  expect([await check(first), await check(second)]).toEqual([false, true]);
});

it("says of each look which hash covers it, to managers alone", async () => {
  const [early, kept] = [dayBefore(9), dayBefore(1)];
  const today = new Date().toISOString().slice(0, 10);
  await look(kept, "08:00:00");
  await keepDayRoots();
  const at = (day: string) => new Date(`${day}T08:00:00Z`);
  const looks = [
    { at: at(kept), isOwn: true },
    { at: at(kept), isOwn: false },
    { at: at(today), isOwn: true },
    { at: at(early), isOwn: true },
  ];
  const hashOf = await hashesOfLooks(manager, organizationId, looks);
  expect(looks.map((one) => hashOf?.(one))).toEqual([{ day: kept }, "none", "later", "none"]);
  const stranger = await makeViewer({ organizationId: await makeOrganization() });
  for (const viewer of [member, stranger])
    expect(await hashesOfLooks(viewer, organizationId, looks)).toBeNull();
});
