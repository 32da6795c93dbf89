import { sql } from "@/tests/helpers/sql";

import { median, printTable } from "../figures";
import type { PageFigures } from "../pages";
import { COMMON_RANK, RARE_RANK, wordOf } from "./texts";

const PAGE = 25;

export interface MeasuredPage {
  address: string;
  /** Highest p95, as a multiple of another page's; its figures are only shown without one. */
  target?: { most: number; of: string };
}

/** The pages of one organization and their targets, by name. */
export async function measuredPages(
  portal: string,
  organizationId: string,
  depth: number,
): Promise<Record<string, MeasuredPage>> {
  const [ticket] = await sql<{ id: string }>(
    "SELECT id FROM ticket WHERE organization_id = $1 ORDER BY activity_at DESC OFFSET 10 LIMIT 1",
    [organizationId],
  );
  const [service] = await sql<{ id: string }>(
    "SELECT id FROM service WHERE organization_id = $1 ORDER BY id LIMIT 1",
    [organizationId],
  );
  const [deep] = await sql<{ id: string; at: Date }>(
    `SELECT id, activity_at AS at FROM ticket WHERE organization_id = $1
      ORDER BY activity_at DESC, id DESC OFFSET ${(depth - 1) * PAGE - 1} LIMIT 1`,
    [organizationId],
  );
  if (!ticket || !service || !deep) throw new Error("The organization has too few tickets.");
  const page = (address: string, most?: number, of = "trivial"): MeasuredPage => ({
    address: `${portal}${address}`,
    ...(most === undefined ? {} : { target: { most, of } }),
  });
  return {
    trivial: page("/trivial"),
    list: page("/tickets", 2),
    ticket: page(`/tickets/${ticket.id}`, 2.2),
    "search, rare": page(`/tickets?q=${wordOf(RARE_RANK)}`, 2),
    "search, common": page(`/tickets?q=${wordOf(COMMON_RANK)}`, 2.6),
    ...Object.fromEntries(
      pairsOf({
        turn: "yours",
        status: "open",
        priority: "high",
        provider: "hostup",
        service: service.id,
      }).map(([names, query]) => [names, page(`/tickets?${query}`, 2.3)]),
    ),
    [`page ${depth}`]: page(`/tickets?after=${deep.at.getTime()}-${deep.id}`, 1.1, "list"),
  };
}

function pairsOf(filters: Record<string, string>): [names: string, query: string][] {
  const all = Object.entries(filters);
  return all.flatMap(([one, first], index) =>
    all
      .slice(index + 1)
      .map(([other, second]): [string, string] => [
        `${one} + ${other}`,
        new URLSearchParams({ [one]: first, [other]: second }).toString(),
      ]),
  );
}

/** Prints medians of the rounds. Returns the pages that miss their targets. */
export function printVerdicts(
  pages: Record<string, MeasuredPage>,
  figures: Map<string, PageFigures[]>,
): string[] {
  const of = (name: string, what: keyof PageFigures) =>
    median((figures.get(name) ?? []).map((round) => round[what]));
  const missed: string[] = [];
  printTable(
    ["page", "p50 ms", "p95 ms", "requests/s", "p95 ratio", "target", "verdict"],
    Object.entries(pages).map(([name, { target }]) => {
      const shown = [
        name,
        ...(["p50", "p95", "perSecond"] as const).map((what) => of(name, what).toFixed(1)),
      ];
      if (!target) return [...shown, "", "", ""];
      const ratio = of(name, "p95") / of(target.of, "p95");
      const holds = ratio <= target.most;
      if (!holds) missed.push(name);
      return [...shown, ratio.toFixed(2), `${target.most} × ${target.of}`, holds ? "ok" : "MISSED"];
    }),
  );
  return missed;
}
