import type { Timeline, TimelineAction } from "@/sandbox/timeline/types";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const filed = (by: string, subject: string, service?: { kind: string; name: string }) =>
  ({
    kind: "filed",
    by,
    subject,
    text: `${subject}.\n\nIt began at 2026-11-20T08:15:30Z.`,
    priority: "high",
    category: "vps",
    ...(service && { service }),
  }) as const;

function hostupTicket(account: string, by: string, ticket: string, at: number): TimelineAction[] {
  const of = { provider: "hostup", account, ticket } as const;
  return [
    { ...of, at, act: filed(by, `Load on ${ticket} stays at 40`) },
    {
      ...of,
      at: at + 2 * HOUR,
      act: {
        kind: "staff",
        message: "a1",
        by: "Elin Norberg",
        text: "The log says:\n\n26/Nov/2026:09:10:11 +0100 oom-killer\nNov 26 09:10:12 web-01 systemd: restarted",
      },
    },
    {
      ...of,
      at: at + 5 * HOUR,
      act: { kind: "customer", message: "c1", by, text: "Thank you, we look into it." },
    },
    {
      ...of,
      at: at + 6 * HOUR,
      act: { kind: "edited", message: "a1", text: "The log says that memory ran out." },
    },
    {
      ...of,
      at: at + 9 * HOUR,
      act: { kind: "staff", message: "a2", by: "Elin Norberg", text: "Does it help?" },
    },
  ];
}

function upsunTicket(account: string, by: string, ticket: string, at: number): TimelineAction[] {
  const of = { provider: "upsun", account, ticket } as const;
  const { category: _category, ...act } = filed(by, `Deploys of ${ticket} fail`);
  return [
    { ...of, at, act: { ...act, priority: "normal", category: "bug_report" } },
    {
      ...of,
      at: at + 3 * HOUR,
      act: { kind: "staff", message: "a1", by: "Priya Nair", text: "May we redeploy?" },
    },
  ];
}

const each = <T>(count: number, make: (index: number) => T[]): T[] =>
  Array.from({ length: count }, (_, index) => make(index)).flat();

const JANE = "customer@example.com";
const ERIK = "customer@contoso.example";
const KARIN = "karin@kvarnvik.example";

/** Some days of few tickets with one of everything that a recording must show. */
export const SHORT_TIMELINE: Timeline = [
  ...each(4, (index) => hostupTicket("northwind", JANE, `web-0${index}`, -(6 - index) * DAY)),
  ...each(2, (index) => hostupTicket("kvarnvik", KARIN, `sql-0${index}`, -(5 - index) * DAY)),
  ...each(2, (index) => upsunTicket("northwind", JANE, `shop-${index}`, -(5 - index) * DAY)),
  ...each(2, (index) => upsunTicket("contoso", ERIK, `app-${index}`, -(6 - index) * DAY)),
  ...each(60, (index) => upsunTicket("kvarnvik", KARIN, `butik-${index}`, -(6 - index / 12) * DAY)),
  {
    at: -DAY,
    provider: "hostup",
    account: "northwind",
    ticket: "web-00",
    act: { kind: "deleted" },
  } as const,
].toSorted((one, other) => one.at - other.at);
