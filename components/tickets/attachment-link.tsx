import { FileArchive, FileText, Image, Paperclip, type LucideIcon } from "lucide-react";
import { FileName } from "@/components/files/file-name";
import { fileKind, type FileKind } from "@/lib/text/file-name";
import type { AttachmentView } from "@/lib/tickets/types";

const ICONS: Record<FileKind, LucideIcon> = {
  image: Image,
  text: FileText,
  archive: FileArchive,
  other: Paperclip,
};

/** A file by its name; a link where the provider lets it be fetched. */
export function AttachmentLink({ attachment }: { attachment: AttachmentView }) {
  const Icon = ICONS[fileKind(attachment.filename, attachment.mimeType)];
  const looks = "inline-flex max-w-full items-center gap-2 rounded-md border bg-card px-2.5 py-1.5 text-[0.8125rem]";
  const content = (
    <>
      <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <FileName name={attachment.filename} />
    </>
  );
  if (!attachment.href) return <span className={looks}>{content}</span>;
  return <a href={attachment.href} className={`${looks} font-medium hover:border-input hover:bg-muted`}>{content}</a>;
}
