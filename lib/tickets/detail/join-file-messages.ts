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

interface JoinedMessages {
  messages: MessageView[];
  /** Ids of the messages that only carried files, and are shown with the one before. */
  joined: ReadonlySet<string>;
}

/**
 * Shows files with the text that they were sent with: some providers take them only with a message
 * of their own, which follows and only names them.
 */
export function joinFileMessages(all: readonly MessageView[]): JoinedMessages {
  const messages: MessageView[] = [];
  const joined = new Set<string>();
  for (const message of all) {
    const before = messages.at(-1);
    if (before?.sender === "customer" && isOnlyFiles(message)) {
      joined.add(message.id);
      messages.splice(-1, 1, {
        ...before,
        attachments: [...before.attachments, ...message.attachments],
      });
    } else messages.push(message);
  }
  return { messages, joined };
}
