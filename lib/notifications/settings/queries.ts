import { isStaff, organizationsWhere } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { prisma } from "../../db/prisma";
import { kindRule, NOTICE_KINDS, type NoticeKind } from "../../notices/kinds";
import { choiceOf } from "../../notices/rules/channel-choices";
import type { OrganizationLevel } from "../../notices/types";
import { isTimeZone } from "../../text/locale";
import type { NoticeChoice, NoticeTimes } from "./schemas";

interface ChosenKind extends NoticeChoice {
  kind: NoticeKind;
  /** The portal sends another mail about it. */
  isMailedElsewhere: boolean;
}

export interface NoticeSettings {
  /** Kinds that may concern the viewer. */
  kinds: ChosenKind[];
  times: NoticeTimes;
  /** The chosen one, otherwise the last browser's. Null if neither is known: UTC is used. */
  timeZone: string | null;
  organizations: Array<{ organizationId: string; name: string; level: OrganizationLevel }>;
}

const USUAL_DIGEST_AT = 8 * 60;

/** Returns the viewer's notification settings. */
export async function noticeSettings(viewer: Viewer): Promise<NoticeSettings> {
  const { userId } = viewer;
  const [person, follows] = await Promise.all([
    prisma().user.findUniqueOrThrow({
      where: { id: userId },
      select: {
        timeZone: true,
        notificationSetting: true,
        devices: {
          select: { timeZone: true },
          where: { timeZone: { not: null } },
          orderBy: { lastSeenAt: "desc" },
          take: 1,
        },
      },
    }),
    prisma().organizationFollow.findMany({ where: { userId } }),
  ]);
  const setting = person.notificationSetting;
  const zone = person.timeZone ?? person.devices[0]?.timeZone ?? undefined;
  const levels = new Map(follows.map(({ organizationId, level }) => [organizationId, level]));
  const quietFrom = setting?.quietFrom ?? null;
  const quietUntil = setting?.quietUntil ?? null;
  const readable = organizationsWhere(viewer, "tickets.follow");
  return {
    kinds: kindsFor(viewer).map((kind) => {
      const { in_app, mail, push } = choiceOf(setting?.choices, kind);
      const isMailedElsewhere = kindRule(kind).mailedElsewhere ?? false;
      return { kind, in_app, mail, push, isMailedElsewhere };
    }),
    times: {
      digestAt: setting?.digestAt ?? USUAL_DIGEST_AT,
      quiet:
        quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil },
    },
    timeZone: isTimeZone(zone) ? zone : null,
    organizations: viewer.memberships
      .filter(({ organizationId }) => readable.includes(organizationId))
      .map(({ organizationId, organizationName: name }) => ({
        organizationId,
        name,
        level: levels.get(organizationId) ?? "mine",
      })),
  };
}

/** Omits kinds for managers if the viewer manages no organization, and those for staff. */
function kindsFor(viewer: Viewer): NoticeKind[] {
  const isManager = viewer.memberships.some(({ role }) => role === "manager");
  const kinds = Object.keys(NOTICE_KINDS) as NoticeKind[];
  return kinds.filter((kind) => {
    const { audience, isForStaff } = kindRule(kind);
    return (isManager || audience !== "managers") && (isStaff(viewer) || !isForStaff);
  });
}
