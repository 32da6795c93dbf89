"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";

import { autoRefresh } from "@/components/polling/auto-refresh";
import { buttonVariants } from "@/components/ui/button";

interface CaseFileLinkProps {
  href: Route;
  /** The id of the newest complete case file. */
  newest: string | null;
  /** Shown once there is a newer one. */
  made: string;
  children: ReactNode;
}

/** A browser does not report a complete download, so the page is refreshed at these times. */
const REFRESH_AFTER_SECONDS = [1, 2, 4, 8, 15, 30, 60, 120, 240, 300];

/** Downloads a case file, and refreshes the page until it shows its root hash. */
export function CaseFileLink({ href, newest, made, children }: CaseFileLinkProps) {
  const router = useRouter();
  const [before, setBefore] = useState<string | null>();
  const isAwaited = before === newest;

  useEffect(() => {
    if (!isAwaited) return;
    const timers = REFRESH_AFTER_SECONDS.map((seconds) =>
      setTimeout(() => autoRefresh(router), seconds * 1_000),
    );
    return () => timers.forEach(clearTimeout);
  }, [isAwaited, router]);

  return (
    <>
      <a
        href={href}
        onClick={() => setBefore(newest)}
        className={buttonVariants({ variant: "secondary", size: "small" })}
      >
        {children}
      </a>{" "}
      <span role="status">{before === undefined || isAwaited ? null : made}</span>
    </>
  );
}
