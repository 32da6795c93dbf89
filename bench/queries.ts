import { db } from "../lib/db/kysely";
import { pool } from "../lib/db/pool";
import { prisma } from "../lib/db/prisma";
import { median, printTable } from "./figures";

const ROWS = 25;
const COLUMNS = ["id", "number", "subject", "status", "activity_at"] as const;

/** The same read in each way to ask the database. */
const WAYS: Readonly<Record<string, (most: number) => Promise<unknown>>> = {
  driver: (most) =>
    pool().query(
      `SELECT ${COLUMNS.join(", ")} FROM ticket ORDER BY activity_at DESC, id DESC LIMIT $1`,
      [most],
    ),
  Kysely: (most) =>
    db()
      .selectFrom("ticket")
      .select([...COLUMNS])
      .orderBy("activity_at", "desc")
      .orderBy("id", "desc")
      .limit(most)
      .execute(),
  Prisma: (most) =>
    prisma().ticket.findMany({
      select: { id: true, number: true, subject: true, status: true, activityAt: true },
      orderBy: [{ activityAt: "desc" }, { id: "desc" }],
      take: most,
    }),
};

/** Prints what a query costs through Kysely and Prisma, next to the bare driver. */
export async function benchQueries(rounds: number, queriesPerRound: number): Promise<void> {
  const sizes = [1, ROWS];
  const times = new Map<string, number[]>();
  for (let round = -1; round < rounds; round++) {
    for (const most of sizes) {
      for (const [way, ask] of Object.entries(WAYS)) {
        const begun = performance.now();
        for (let count = 0; count < queriesPerRound; count++) await ask(most);
        const milliseconds = (performance.now() - begun) / queriesPerRound;
        const key = `${way} ${most}`;
        // The first round warms up.
        if (round >= 0) times.set(key, [...(times.get(key) ?? []), milliseconds]);
      }
    }
  }
  const of = (way: string, most: number) => median(times.get(`${way} ${most}`) ?? []);
  printTable(
    ["query by", "ms, 1 row", `ms, ${ROWS} rows`, "1 row / driver", `${ROWS} rows / driver`],
    Object.keys(WAYS).map((way) => [
      way,
      ...sizes.map((most) => of(way, most).toFixed(2)),
      ...sizes.map((most) => (of(way, most) / of("driver", most)).toFixed(2)),
    ]),
  );
}
