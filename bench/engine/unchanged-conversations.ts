import { upsunAccounts } from "../../sandbox/accounts";
import { makeBenchConnection, makeOwner } from "./bench-database";
import { startChild } from "./processes";

export interface ConversationSweeps {
  importMs: number;
  sweepMs: number;
  calls: number;
  comments: number;
}

/** An account with conversations over HTTP: imported, then swept with nothing changed. */
export async function sweepConversations(tickets: number): Promise<ConversationSweeps> {
  const { DATABASE_URL: _none, ...withoutDatabase } = process.env;
  const provider = await startChild(withoutDatabase as NodeJS.ProcessEnv);
  try {
    const { apiUrl, authUrl } = await provider.does({ does: "upsun sandbox", tickets });
    const { key } = upsunAccounts.northwind.key;
    const connectionId = await makeBenchConnection(await makeOwner(), "upsun", key);
    const child = await startChild({
      ...process.env,
      UPSUN_API_URL: apiUrl,
      UPSUN_AUTH_URL: authUrl,
      UPSUN_CONVERSATION: "reply",
    });
    try {
      const sweep = async (full: boolean) => {
        await provider.does({ does: "requests" });
        const { milliseconds, report } = await child.does({ does: "sweep", connectionId, full });
        if (report.outcome !== "complete" || report.ticketsRead !== tickets)
          throw new Error(`The sweep ended ${report.outcome} with ${report.ticketsRead} tickets.`);
        return { milliseconds, report, requests: await provider.does({ does: "requests" }) };
      };
      const imported = await sweep(false);
      if (imported.requests.comments === 0) throw new Error("No conversation was read.");
      const unchanged = await sweep(true);
      if (unchanged.report.ticketsChanged > 0)
        throw new Error(`${unchanged.report.ticketsChanged} tickets changed.`);
      return {
        importMs: imported.milliseconds,
        sweepMs: unchanged.milliseconds,
        calls: unchanged.requests.all,
        comments: unchanged.requests.comments,
      };
    } finally {
      await child.end();
    }
  } finally {
    await provider.end();
  }
}
