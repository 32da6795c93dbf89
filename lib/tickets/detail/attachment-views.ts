import type { TicketProvider } from "../../providers/contract";
import { attachmentPreviewUrl, attachmentUrl } from "../../routes";
import { isPicture, toDownloadFileName } from "../../text/file-name";
import type { AttachmentJson, TicketParts } from "./detail-rows";
import type { AttachmentView } from "./types";

/** Staff may open no file of an encrypted message. */
export function attachmentViews(
  { messages, attachments }: TicketParts,
  {
    provider,
    hasConversation,
    staff,
    hidesEncrypted,
  }: {
    provider: TicketProvider | undefined;
    hasConversation: boolean;
    staff: boolean;
    hidesEncrypted: boolean;
  },
): AttachmentView[] {
  const encrypted = new Set(
    messages.flatMap((message) => (message.encrypted ? [message.externalId] : [])),
  );
  return attachments.map((attachment) => {
    const isEncrypted = encrypted.has(attachment.messageExternalId ?? "");
    return attachmentView(attachment, {
      hasConversation,
      mayPreview: !staff && !isEncrypted,
      // Another site does not check our permissions: staff get no link to a file of an encrypted message.
      link: hidesEncrypted && isEncrypted ? null : (provider?.fileLink?.(attachment) ?? null),
    });
  });
}

/** `link`: the address of a file that the provider keeps elsewhere. */
function attachmentView(
  attachment: AttachmentJson,
  {
    hasConversation,
    mayPreview,
    link,
  }: { hasConversation: boolean; mayPreview: boolean; link: string | null },
): AttachmentView {
  const href = link ?? (hasConversation ? attachmentUrl(attachment.id) : null);
  const filename = toDownloadFileName(attachment.filename ?? "");
  const isHere = attachment.removedAt === null && hasConversation && link === null;
  return {
    id: attachment.id,
    filename,
    mimeType: attachment.mimeType,
    href: attachment.removedAt === null ? href : null,
    isElsewhere: link !== null,
    preview:
      isHere && mayPreview && isPicture(filename, attachment.mimeType)
        ? attachmentPreviewUrl(attachment.id)
        : null,
  };
}
