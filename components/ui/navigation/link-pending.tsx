"use client";

import { useLinkStatus } from "next/link";
import type { ReactNode } from "react";

import { Spinner } from "../spinner";

interface LinkPendingProps {
  className?: string;
  children?: ReactNode;
}

/** Shows a spinner in place of `children` while the surrounding link loads. */
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
