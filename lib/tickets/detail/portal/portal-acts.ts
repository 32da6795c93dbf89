import { visibleName } from "../../../i18n/visible-name";
import { isCausedBy } from "../../../notices/rules/is-caused-by";
import type { Json, Turn } from "../../../providers/contract";
import { isBlank } from "../../../text/blank";

/** Kinds of submissions that change a ticket's status and say nothing else. */
export const ACTS = ["close", "reopen", "solve"] as const;

type Act = (typeof ACTS)[number];

/** Closed, reopened or solved by a person of the portal. */
export interface PortalAct {
  kind: Act;
  name: string;
  sendingAt: Date;
  settledAt: Date;
}

interface SentRow {
  kind: string;
  name: string;
  sendingAt: Date | string;
  settledAt: Date | string | null;
}

/** Returns nothing for other submissions, and for people without a name. */
export function toPortalAct({ kind, name, sendingAt, settledAt }: SentRow): PortalAct[] {
  const act = ACTS.find((each) => each === kind);
  if (!act || settledAt === null || isBlank(name)) return [];
  return [
    {
      kind: act,
      name: visibleName(name),
      sendingAt: new Date(sendingAt),
      settledAt: new Date(settledAt),
    },
  ];
}

interface StatusEvent {
  kind: string;
  field: string | null;
  after: Json;
  seenAt: Date;
}

/** Returns the newest act that explains a change of status, or null. */
export function actBehind(
  event: StatusEvent,
  acts: readonly PortalAct[],
  turnOf: (status: string) => Turn,
): PortalAct | null {
  if (event.kind !== "changed" || event.field !== "status") return null;
  return (
    acts.findLast((act) =>
      isCausedBy(event, { ...act, externalId: null, fileNames: [] }, turnOf),
    ) ?? null
  );
}
