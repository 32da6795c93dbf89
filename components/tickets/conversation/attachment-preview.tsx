import { ImageOff } from "lucide-react";

import { FileName } from "@/components/files/file-name";
import type { AttachmentView } from "@/lib/tickets/detail/types";

import { PreviewLink } from "./preview-link";

interface AttachmentPreviewProps {
  attachment: AttachmentView;
  src: string;
}

/** An image of a message. */
export function AttachmentPreview({ attachment, src }: AttachmentPreviewProps) {
  return (
    <PreviewLink attachment={attachment} src={src}>
      <span className="grid w-full justify-items-center gap-2 px-2 text-xs">
        <ImageOff aria-hidden className="size-5 text-muted-foreground" />
        <FileName name={attachment.filename} />
      </span>
    </PreviewLink>
  );
}
