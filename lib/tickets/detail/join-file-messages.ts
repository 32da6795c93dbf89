import { attachmentMessageText } from "../../submissions/files/confirm-attachments";
import { isSameText } from "../../submissions/reference";
import type { MessageView } from "./types";

function isOnlyFiles({ sender, body, attachments, removedAt }: MessageView): boolean {
  return (
    sender === "customer" &&
    attachments.length > 0 &&
    removedAt === undefined &&
    isSameText(attachmentMessageText(attachments), body)
  );
}

/**
 * Shows files with the text that they were sent with: some providers take them only with a message
 * of their own, which follows and only names them.
 */
export function joinFileMessages(messages: readonly MessageView[]): MessageView[] {
  const joined: MessageView[] = [];
  for (const message of messages) {
    const before = joined.at(-1);
    if (before?.sender === "customer" && isOnlyFiles(message))
      joined.splice(-1, 1, {
        ...before,
        attachments: [...before.attachments, ...message.attachments],
      });
    else joined.push(message);
  }
  return joined;
}
