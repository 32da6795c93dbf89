"use client";

import { type MouseEvent, type ReactNode, useEffect, useRef, useState } from "react";

import { lazyPart } from "@/components/ui/lazy-part";
import type { AttachmentView } from "@/lib/tickets/detail/types";
import { useTexts } from "#texts";

import type { PreviewDialogProps } from "./preview-dialog";

const PreviewDialog = lazyPart<PreviewDialogProps>(
  async () => (await import("./preview-dialog")).PreviewDialog,
);

interface PreviewLinkProps {
  attachment: AttachmentView;
  src: string;
  /** Shown where the image cannot be. */
  children: ReactNode;
}

/**
 * An image of a message in a box that keeps its size, whatever becomes of the image. Opens it in a
 * dialog; without scripts, downloads it.
 */
export function PreviewLink({ attachment, src, children }: PreviewLinkProps) {
  const t = useTexts();
  const image = useRef<HTMLImageElement>(null);
  const [isShown, setIsShown] = useState(true);
  const [isOpen, setIsOpen] = useState<boolean>();
  const { filename, href } = attachment;

  useEffect(() => {
    // It may have failed before the page listened.
    const timer = setTimeout(() => {
      if (image.current?.complete && image.current.naturalWidth === 0) setIsShown(false);
    });
    return () => clearTimeout(timer);
  }, []);

  function open(event: MouseEvent) {
    if (!isShown || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setIsOpen(true);
  }

  return (
    <>
      <a
        href={href ?? undefined}
        title={filename}
        aria-label={isShown ? t("download.show", { name: filename }) : filename}
        onClick={open}
        className="grid size-24 place-items-center overflow-hidden rounded-md border bg-muted hover:border-input"
      >
        {isShown ? (
          <picture className="contents">
            <img
              ref={image}
              src={src}
              alt=""
              width={96}
              height={96}
              loading="lazy"
              decoding="async"
              className="size-full object-cover"
              onError={() => setIsShown(false)}
            />
          </picture>
        ) : (
          children
        )}
      </a>
      <span className="hidden text-xs print:block">{filename}</span>
      {isOpen === undefined ? null : (
        <PreviewDialog
          attachment={attachment}
          src={src}
          isOpen={isOpen}
          onClose={() => setIsOpen(false)}
        />
      )}
    </>
  );
}
