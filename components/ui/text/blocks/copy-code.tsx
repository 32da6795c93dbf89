"use client";

import { lazyPart } from "../../lazy-part";
import type { CopyCodeProps } from "./copy-code-button";

/** Lies over the code, so that nothing moves when it comes. */
export const CopyCode = lazyPart<CopyCodeProps>(
  async () => (await import("./copy-code-button")).CopyCodeButton,
);
