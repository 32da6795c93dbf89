"use client";

import {
  ExternalLink,
  FileArchive,
  FileText,
  Image,
  type LucideIcon,
  Paperclip,
} from "lucide-react";
import { type MouseEvent, useState } from "react";

import { ReloadButton } from "@/components/feedback/reload-button";
import { FileName } from "@/components/files/file-name";
import { buttonVariants } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { type FileKind, fileKind } from "@/lib/text/file-name";
import type { AttachmentView } from "@/lib/tickets/detail/types";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { SignInAgain } from "../../feedback/sign-in-again";
import { download, type DownloadFailure } from "./download";

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
  const [isRunning, setIsRunning] = useState(false);
  const [failure, setFailure] = useState<DownloadFailure | null>(null);
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

  async function fetchFile(event: MouseEvent<HTMLAnchorElement>, from: string) {
    // Opening in a new tab or window is left to the browser.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (isRunning) return;
    setIsRunning(true);
    setFailure(null);
    setFailure(await download(t, from, filename));
    setIsRunning(false);
  }

  return (
    <span className="inline-grid max-w-full gap-1.5">
      <a
        href={href}
        aria-busy={isRunning || undefined}
        onClick={(event) => void fetchFile(event, href)}
        className={cn(nameClass, linkClass, "justify-self-start")}
      >
        {isRunning ? (
          <Spinner />
        ) : (
          <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        )}
        {label ?? <FileName name={filename} />}
      </a>
      <span role="status" className="grid gap-1.5 text-[0.8125rem] text-destructive empty:hidden">
        {failure ? (
          <>
            <span className="text-pretty">
              {t("download.failedShort")} {failure.message}
              {failure.words ? (
                <>
                  {" "}
                  {t("failure.theProviderSays")} <q lang="">{failure.words}</q>
                </>
              ) : null}
            </span>
            {failure.code === "unauthenticated" ? (
              <span>
                <SignInAgain />
              </span>
            ) : null}
            {failure.code === "outdated" ? (
              <span>
                <ReloadButton />
              </span>
            ) : null}
          </>
        ) : null}
      </span>
    </span>
  );
}
