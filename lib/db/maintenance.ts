import { sql } from "./sql";

export async function claimMaintenance(name: string, everySeconds: number): Promise<boolean> {
  const claimed = await sql(
    `INSERT INTO maintenance AS m (name, next_at) VALUES ($1, now() + make_interval(secs => $2))
     ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at
     WHERE m.next_at <= now()
     RETURNING name`,
    [name, everySeconds],
  );
  return claimed.length === 1;
}
