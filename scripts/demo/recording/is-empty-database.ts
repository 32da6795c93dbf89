import pg from "pg";

import { databaseTls } from "../../../lib/database-tls";

/** True for a database without people. */
export async function isEmptyDatabase(databaseUrl: string): Promise<boolean> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query(`SELECT 1 FROM "user" LIMIT 1`);
    return rows.length === 0;
  });
}

export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseTls(url).url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
