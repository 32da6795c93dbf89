"use client";

import { useLinkStatus } from "next/link";
import type { ReactNode } from "react";

import { Spinner } from "../spinner";

interface LinkPendingProps {
  className?: string;
  children?: ReactNode;
}

/** Inside a link: turns while the page behind it is on its way, in the place of `children`. */
export function LinkPending({ className, children = null }: LinkPendingProps) {
  const { pending } = useLinkStatus();
  if (!pending) return children;
  return className ? (
    <span className={className}>
      <Spinner />
    </span>
  ) : (
    <Spinner />
  );
}
