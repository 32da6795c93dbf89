import { encodeMessage, message, type MessageKey } from "../i18n/message";

/** Encodes a catalog text as the message of a schema's issue: zod takes strings only. */
export function fieldText<Key extends MessageKey>(
  ...text: Parameters<typeof message<Key>>
): string {
  return encodeMessage(message(...text));
}
