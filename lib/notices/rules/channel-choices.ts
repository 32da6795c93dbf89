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

/** Returns a person's channels for a kind. `stored` is `notification_setting.choices`, or null. */
export function choiceOf(stored: unknown, kind: NoticeKind): KindChoice {
  const { usual } = kindRule(kind);
  const given = storedChoices.parse(stored ?? {})[kind] ?? {};
  return {
    in_app: given.in_app ?? usual.in_app,
    mail: given.mail ?? usual.mail,
    push: given.push ?? usual.push,
  };
}

/** Change of some channels. */
type ChoicePart = Partial<KindChoice>;

/**
 * Adds a choice to `stored`. Values equal to the default are omitted, so that a changed default
 * applies.
 */
export function withChoice(
  stored: unknown,
  kind: NoticeKind,
  part: ChoicePart,
): Record<string, ChoicePart> {
  const { [kind]: had = {}, ...others } = storedChoices.parse(stored ?? {});
  const { usual } = kindRule(kind);
  const { in_app = usual.in_app, mail = usual.mail, push = usual.push } = { ...had, ...part };
  const kept: ChoicePart = {
    ...(in_app === usual.in_app ? {} : { in_app }),
    ...(mail === usual.mail ? {} : { mail }),
    ...(push === usual.push ? {} : { push }),
  };
  return Object.keys(kept).length === 0 ? others : { ...others, [kind]: kept };
}

const STRENGTH: readonly MailMode[] = ["off", "digest", "now"];

/** Returns the strongest choice of several kinds for one channel; push is "now" or "off". */
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
