import { prisma } from "../../db/prisma";
import type { Translate } from "../../i18n/message";
import type { Json } from "../../providers/contract";
import type { EventView } from "./types";

const TEXT_KEYS: ReadonlySet<string> = new Set(["body", "message"]);
/** Matches every provider's name for a message's id. */
const ID_KEY = /id$/i;

/** Messages encrypted now count as encrypted in older revisions too. */
export async function encryptedIds(ticketId: string): Promise<ReadonlySet<string>> {
  const messages = await prisma().message.findMany({
    where: { ticketId, encrypted: true },
    select: { externalId: true },
  });
  return new Set(messages.map(({ externalId }) => externalId));
}

/** Staff may not read encrypted messages. */
export function redactEncrypted(t: Translate, raw: Json, encrypted: ReadonlySet<string>): Json {
  if (Array.isArray(raw)) return raw.map((each) => redactEncrypted(t, each, encrypted));
  if (raw === null || typeof raw !== "object") return raw;
  const namesOne = Object.entries(raw).some(
    ([key, value]) => ID_KEY.test(key) && encrypted.has(String(value)),
  );
  const isHidden = raw.encrypted === true || namesOne;
  const redact = (key: string, value: Json): Json =>
    isHidden && TEXT_KEYS.has(key) && typeof value === "string"
      ? t("review.encrypted")
      : redactEncrypted(t, value, encrypted);
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, redact(key, value)]));
}

type EventTexts = Pick<EventView, "field" | "before" | "after">;

export function redactEvent<Event extends EventTexts>(
  event: Event,
  encrypted: ReadonlySet<string>,
): Event {
  if (event.field === null || !encrypted.has(event.field)) return event;
  return { ...event, before: withoutTexts(event.before), after: withoutTexts(event.after) };
}

function withoutTexts(value: Json): Json {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !TEXT_KEYS.has(key)));
}
