"use client";

import { useLinkStatus } from "next/link";
import type { ReactNode } from "react";
import { Spinner } from "./spinner";

/** Inside a link: turns while the page behind it is on its way. Takes the place of `children`, or appears where there are none. */
export function LinkPending({ children = null }: { children?: ReactNode }) {
  const { pending } = useLinkStatus();
  return pending ? <Spinner /> : children;
}
