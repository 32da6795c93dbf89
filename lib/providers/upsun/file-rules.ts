import type { FileRules } from "../forms/contract";

const MEGABYTE = 1024 * 1024;

/** Upsun documents no limits. base64 makes files a third larger. */
export const upsunFileRules: FileRules = {
  way: "in-call",
  most: 5,
  largest: 20 * MEGABYTE,
  together: 20 * MEGABYTE,
};
