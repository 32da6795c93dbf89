import { type Message, message, type MessageKey } from "../i18n/message";

/** Encodes a catalog text as the message of a schema's issue: zod takes strings only. */
export function fieldText<Key extends MessageKey>(
  ...text: Parameters<typeof message<Key>>
): string {
  return JSON.stringify(message(...text));
}

/** Null for a text of zod's own. */
export function decodeFieldText(text: string): Message | null {
  return text.startsWith('{"key":') ? (JSON.parse(text) as Message) : null;
}
