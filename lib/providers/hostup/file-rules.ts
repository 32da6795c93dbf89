import type { FileRules } from "../forms/contract";

const MEGABYTE = 1024 * 1024;

/** HostUp documents no limits; these are ours. */
export const hostupFileRules: FileRules = {
  way: "pinned",
  most: 10,
  largest: 20 * MEGABYTE,
  together: 50 * MEGABYTE,
};
