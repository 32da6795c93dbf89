import {
  ExternalLink,
  FileArchive,
  FileText,
  Image,
  type LucideIcon,
  Paperclip,
} from "lucide-react";

import { FileName } from "@/components/files/file-name";
import { buttonVariants } from "@/components/ui/button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { type FileKind, fileKind } from "@/lib/text/file-name";
import type { AttachmentView } from "@/lib/tickets/detail/types";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { DownloadLink } from "./download-link";

const ICONS: Record<FileKind, LucideIcon> = {
  image: Image,
  text: FileText,
  archive: FileArchive,
  other: Paperclip,
};

const LOOKS = {
  chip: {
    name: "inline-flex max-w-full items-center gap-2 rounded-md border bg-card px-2.5 py-1.5 text-[0.8125rem]",
    link: "font-medium hover:border-input hover:bg-muted",
  },
  row: {
    name: "flex max-w-full items-center gap-2 rounded py-1 text-[0.8125rem]",
    link: "font-medium hover:underline",
  },
  button: { name: buttonVariants({ variant: "secondary" }), link: "" },
};

interface AttachmentLinkProps {
  attachment: AttachmentView;
  look?: keyof typeof LOOKS;
  /** Shown instead of its name. */
  label?: string;
}

/** A file name, linked if the file can be downloaded. Works without scripts too. */
export function AttachmentLink({ attachment, look = "chip", label }: AttachmentLinkProps) {
  const t = useTexts();
  const { name: nameClass, link: linkClass } = LOOKS[look];
  const { href, filename, mimeType, isElsewhere } = attachment;
  const Icon = ICONS[fileKind(filename, mimeType)];
  if (!href)
    return (
      <span className={nameClass}>
        <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <FileName name={filename} />
      </span>
    );

  if (isElsewhere)
    return (
      <a
        href={href}
        rel="noopener noreferrer"
        target="_blank"
        referrerPolicy="no-referrer"
        className={cn(nameClass, linkClass)}
      >
        <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <FileName name={filename} />
        <ExternalLink aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
        <VisuallyHidden>{t("download.elsewhere")}</VisuallyHidden>
      </a>
    );

  return (
    <DownloadLink
      href={href}
      filename={filename}
      className={cn(nameClass, linkClass, "justify-self-start")}
      icon={<Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />}
    >
      {label ?? <FileName name={filename} />}
    </DownloadLink>
  );
}
