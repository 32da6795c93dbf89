import { db } from "../../../lib/db/kysely";
import { deliverSubmission } from "../../../lib/jobs/submissions";
import type { TimelineControls } from "../../../sandbox/timeline/apply";
import type { OpenedConnection } from "./acting";
import { fileInPortal, portalPerson, replyInPortal } from "./portal-person";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export interface RecordedStep {
  /** In milliseconds before the recording's end, so negative. */
  at: number;
  run(): Promise<void>;
}

interface LastHours {
  controls: TimelineControls;
  hosting(): OpenedConnection | undefined;
}

/** When a lost answer is searched for again, after it was lost. */
const CHECKS = [5, 15, 40, 90, 180, 360, 600, 920, 1_000];

/**
 * A reply that got lost and awaits a decision, and a ticket that was filed a minute ago without an
 * answer. Both at the same account.
 */
export function lostAnswers({ controls, hosting }: LastHours): RecordedStep[] {
  const at = -3 * 60 * MINUTE;
  let replied: string | null = null;
  const lose = (path: string) =>
    controls.hostup.addFault({ kind: "cut", when: "before", method: "POST", path });
  const steps: RecordedStep[] = [
    {
      at,
      async run() {
        const connection = hosting();
        const ticket = connection && (await awaitingCustomer(connection.id));
        if (!ticket) return;
        const fault = lose("*/messages");
        const jane = await portalPerson("customer@example.com");
        replied = await replyInPortal(jane, ticket.id, { text: REPLY });
        controls.hostup.removeFault(fault.id);
      },
    },
    ...CHECKS.map((seconds) => ({
      at: at + seconds * SECOND,
      run: async () => {
        if (replied !== null) await deliverSubmission(replied);
      },
    })),
    {
      at: -70 * SECOND,
      async run() {
        const connection = hosting();
        if (!connection) return;
        const fault = lose("*/tickets");
        const sam = await portalPerson("colleague@example.com");
        await fileInPortal(sam, connection, FILED);
        controls.hostup.removeFault(fault.id);
      },
    },
  ];
  return steps;
}

const REPLY =
  "Thank you, that helped at first. It happened again about ten minutes later, so something is still " +
  "not right. Could you have another look? You can reach me by telephone until five.\n\nJane";

const FILED = {
  kind: "filed",
  by: "colleague@example.com",
  subject: "Backups of db-01 end with exit code 2 since last night",
  text:
    "Hello,\n\nthe nightly dump of db-01 stops after about 11 GB:\n\n" +
    "mysqldump: Got error: 2013: Lost connection to server during query when dumping table `orders`\n\n" +
    "The disk has 60 GB left and the server's own log says nothing at that time. Is there a limit on " +
    "long connections on your side?\n\nSam",
  priority: "high",
  category: "vps",
} as const;

/** The latest ticket that has been answered for some hours. */
function awaitingCustomer(connectionId: string): Promise<{ id: string } | undefined> {
  return db()
    .selectFrom("ticket")
    .where("connection_id", "=", connectionId)
    .where("turn", "=", "yours")
    .where("gone_at", "is", null)
    .orderBy("activity_at", "desc")
    .select("id")
    .executeTakeFirst();
}
