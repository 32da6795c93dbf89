import { FileText, Image, Paperclip, type LucideIcon } from "lucide-react";
import type { AttachmentView } from "@/lib/tickets/types";

/** By the first part of the file's type. */
const ICONS: Record<string, LucideIcon> = { image: Image, text: FileText };

/** A file by its name; a link where the provider lets it be fetched. */
export function AttachmentLink({ attachment }: { attachment: AttachmentView }) {
  const Icon = ICONS[attachment.mimeType?.split("/")[0] ?? ""] ?? Paperclip;
  const looks = "inline-flex max-w-full items-center gap-2 rounded-md border bg-card px-2.5 py-1.5 text-[0.8125rem]";
  const content = (
    <>
      <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <span className="truncate">{attachment.filename}</span>
    </>
  );
  if (!attachment.href) return <span className={looks}>{content}</span>;
  return <a href={attachment.href} className={`${looks} font-medium hover:border-input hover:bg-muted`}>{content}</a>;
}
