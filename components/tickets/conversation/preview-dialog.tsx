import { Dialog } from "@/components/ui/dialog";
import type { AttachmentView } from "@/lib/tickets/detail/types";
import { useTexts } from "#texts";

import { AttachmentLink } from "./attachment-link";

export interface PreviewDialogProps {
  attachment: AttachmentView;
  src: string;
  isOpen: boolean;
  onClose: () => void;
}

/** An image at its size, with the way to download it. */
export function PreviewDialog({ attachment, src, isOpen, onClose }: PreviewDialogProps) {
  const t = useTexts();
  return (
    <Dialog open={isOpen} onClose={onClose} title={attachment.filename} isWide>
      <picture className="contents">
        <img src={src} alt="" className="mx-auto mb-4 max-h-[70dvh] max-w-full object-contain" />
      </picture>
      <AttachmentLink attachment={attachment} look="button" label={t("download.download")} />
    </Dialog>
  );
}
