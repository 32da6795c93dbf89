"use client";

import { type MouseEvent, type ReactNode, useState } from "react";

import { lazyPart } from "@/components/ui/lazy-part";
import { Spinner } from "@/components/ui/spinner";
import { useTexts } from "#texts";

import type { DownloadFailure } from "./download";
import type { DownloadProblemProps } from "./download-problem";

/** Without a connection, the bare reason. */
const DownloadProblemPart = lazyPart<DownloadProblemProps>(
  async () => (await import("./download-problem")).DownloadProblem,
  ({ failure }) => failure.message,
);

interface DownloadLinkProps {
  href: string;
  filename: string;
  className: string;
  /** Gives way to a spinner. */
  icon: ReactNode;
  children: ReactNode;
}

/** Leaves the page open even if the download fails. */
function downloadByBrowser(href: string, filename: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = filename;
  link.click();
}

/** Downloads a file, with scripts that are loaded then, and says why it could not. */
export function DownloadLink({ href, filename, className, icon, children }: DownloadLinkProps) {
  const t = useTexts();
  const [isRunning, setIsRunning] = useState(false);
  const [failure, setFailure] = useState<DownloadFailure | null>(null);

  async function fetchFile(event: MouseEvent<HTMLAnchorElement>) {
    // Opening in a new tab or window is left to the browser.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (isRunning) return;
    setIsRunning(true);
    setFailure(null);
    const loaded = await import("./download").catch(() => null);
    if (loaded) setFailure(await loaded.download(t, href, filename));
    else downloadByBrowser(href, filename);
    setIsRunning(false);
  }

  return (
    <span className="inline-grid max-w-full gap-1.5">
      <a
        href={href}
        aria-busy={isRunning || undefined}
        onClick={(event) => void fetchFile(event)}
        className={className}
      >
        {isRunning ? <Spinner /> : icon}
        {children}
      </a>
      <span role="status" className="grid gap-1.5 text-[0.8125rem] text-destructive empty:hidden">
        {failure ? <DownloadProblemPart failure={failure} /> : null}
      </span>
    </span>
  );
}
