import { z } from "zod";

import { type KindChoice, kindRule, type MailMode, type NoticeKind } from "../kinds";
import type { PersonChannel } from "../types";

const storedChoice = z
  .object({
    in_app: z.boolean().optional().catch(undefined),
    mail: z.enum(["off", "now", "digest"]).optional().catch(undefined),
    push: z.boolean().optional().catch(undefined),
  })
  .catch({});
const storedChoices = z.record(z.string(), storedChoice).catch({});

/** Where a person is told of a kind. `stored` is `notification_setting.choices`, or null. */
export function choiceOf(stored: unknown, kind: NoticeKind): KindChoice {
  const { usual } = kindRule(kind);
  const given = storedChoices.parse(stored ?? {})[kind] ?? {};
  return {
    in_app: given.in_app ?? usual.in_app,
    mail: given.mail ?? usual.mail,
    push: given.push ?? usual.push,
  };
}

const STRENGTH: readonly MailMode[] = ["off", "digest", "now"];

/** The strongest of several kinds' choices for one channel; a push comes now or not at all. */
export function strongestMode(
  stored: unknown,
  kinds: readonly NoticeKind[],
  channel: PersonChannel,
): MailMode {
  const modes = kinds.map((kind): MailMode => {
    const { mail, push } = choiceOf(stored, kind);
    return channel === "mail" ? mail : push ? "now" : "off";
  });
  return STRENGTH.findLast((mode) => modes.includes(mode)) ?? "off";
}
