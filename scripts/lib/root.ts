import path from "node:path";
import { fileURLToPath } from "node:url";

/** The root of this checkout. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Where this checkout keeps its database, secrets, logs and the sandboxes' memory. */
export const DATA = path.join(ROOT, ".data");
