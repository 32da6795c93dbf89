"use client";

import { useState } from "react";

import { lazyPart } from "@/components/ui/lazy-part";

import type { FiledToastProps } from "./filed-toast";

const FiledToastPart = lazyPart<FiledToastProps>(
  async () => (await import("./filed-toast")).FiledToast,
);

/** Stays after the page's address has lost the mark that it was just filed. */
export function FiledNotice(props: FiledToastProps) {
  const [wasFiled] = useState(props.text !== null);
  return wasFiled ? <FiledToastPart {...props} /> : null;
}
