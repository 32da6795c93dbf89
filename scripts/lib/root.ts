import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Database, secrets, logs and sandbox state of this checkout. */
export const DATA = path.join(ROOT, ".data");
