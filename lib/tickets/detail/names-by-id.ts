import { visibleName } from "../../i18n/visible-name";
import { isBlank } from "../../text/blank";
import type { DetailRow, MessageJson } from "./detail-rows";

/** By the provider's id of a user. */
export type NamesById = ReadonlyMap<string, string>;

/** Returns the names that the ticket's messages and its account tell. */
export function namesById(
  messages: readonly Pick<MessageJson, "senderId" | "senderName">[],
  { id, name }: DetailRow["account"],
): NamesById {
  const people = [{ senderId: id ?? null, senderName: name ?? null }, ...messages];
  return new Map(
    people.flatMap(({ senderId, senderName }) =>
      senderId === null || senderName === null || isBlank(senderName)
        ? []
        : [[senderId, visibleName(senderName)] as const],
    ),
  );
}
