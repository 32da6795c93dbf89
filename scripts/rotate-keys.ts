import { pool } from "../lib/db/pool";
import { env } from "../lib/env";
import { rotateKeys } from "../lib/key-rotation/rotate-keys";
import { runScript } from "./lib/cli-error";
import { say } from "./lib/progress";

const MAX_NAMED = 100;

/** `npm run keys:rotate`: seals all stored secrets again with the first key of CREDENTIAL_KEYS. */
runScript(async () => {
  const [first, ...older] = env().CREDENTIAL_KEYS.map(({ id }) => id);
  say(`Sealing every value with the key ${first}. The portal may keep running.`);
  const { resealed, dropped, unreadable, orphaned, left } = await rotateKeys({
    onProgress: (column, count) => say(`  ${column}: ${count} re-sealed`),
  });
  name("No key opens", unreadable);
  name("No key can open, since its owner is gone:", orphaned);
  if (left > 0) say(`${left} values still use other keys: keep the old keys and run this again.`);
  else if (older.length > 0)
    say(
      `No value uses an older key. Once every instance starts with ${first} first, remove ${older.join(", ")}.`,
    );
  if (dropped > 0)
    say(`${dropped} access tokens dropped that no key opens: providers give others.`);
  say(`${resealed} re-sealed, ${unreadable.length} failed`);
  await pool().end();
  return unreadable.length > 0 ? 1 : 0;
});

function name(what: string, values: readonly string[]): void {
  for (const value of values.slice(0, MAX_NAMED)) say(`${what} ${value}.`);
  if (values.length > MAX_NAMED) say(`… and ${values.length - MAX_NAMED} more.`);
}
