import { pool } from "@/lib/db/pool";
import { rotateKeys } from "@/lib/key-rotation/rotate-keys";

// Rotates in small batches, reports each to its parent, and ends.
void rotateKeys({ batch: 20, onProgress: () => process.send?.("progress") })
  .then(() => pool().end())
  .then(() => process.disconnect());
