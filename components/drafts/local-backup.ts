import type { FormValues } from "@/lib/forms/form-values";

import { BACKUP_PREFIX, backupKey } from "./storage-keys";

export interface LocalBackup {
  formKey: string;
  values: FormValues;
  /** The server's version that it is based on; 0 for none. */
  version: number;
  at: number;
}

const MAX_AGE_MS = 30 * 24 * 3_600_000;

/** Text to be encrypted is kept until the tab is closed; other text outlives it. */
function storageFor(values: FormValues): [chosen: Storage, other: Storage] {
  return values.encrypted === "true"
    ? [sessionStorage, localStorage]
    : [localStorage, sessionStorage];
}

export function writeBackup(userId: string, draftKey: string, backup: LocalBackup): boolean {
  try {
    const [chosen, other] = storageFor(backup.values);
    other.removeItem(backupKey(userId, draftKey));
    chosen.setItem(backupKey(userId, draftKey), JSON.stringify(backup));
    return true;
  } catch {
    return false;
  }
}

export function readBackup(userId: string, draftKey: string): LocalBackup | null {
  try {
    return newest(
      parseBackup(sessionStorage.getItem(backupKey(userId, draftKey))),
      parseBackup(localStorage.getItem(backupKey(userId, draftKey))),
    );
  } catch {
    return null;
  }
}

export function deleteBackup(userId: string, draftKey: string): void {
  try {
    sessionStorage.removeItem(backupKey(userId, draftKey));
    localStorage.removeItem(backupKey(userId, draftKey));
  } catch {
    // Storage is forbidden.
  }
}

export function listBackups(userId: string): Array<{ draftKey: string; backup: LocalBackup }> {
  try {
    const prefix = backupKey(userId, "");
    const keys = [...Object.keys(sessionStorage), ...Object.keys(localStorage)];
    const draftKeys = new Set(
      keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)),
    );
    return [...draftKeys].flatMap((draftKey) => {
      const backup = readBackup(userId, draftKey);
      return backup ? [{ draftKey, backup }] : [];
    });
  } catch {
    return [];
  }
}

/** Deletes backups of all people that are older than 30 days. */
export function deleteOldBackups(now = Date.now()): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(BACKUP_PREFIX)) continue;
      const typedAt = parseBackup(localStorage.getItem(key))?.at ?? 0;
      if (now - typedAt > MAX_AGE_MS) localStorage.removeItem(key);
    }
  } catch {
    // Storage is forbidden.
  }
}

function newest(one: LocalBackup | null, other: LocalBackup | null): LocalBackup | null {
  if (!one || !other) return one ?? other;
  return one.at >= other.at ? one : other;
}

function parseBackup(text: string | null): LocalBackup | null {
  if (text === null) return null;
  try {
    const { formKey, values, version, at } = JSON.parse(text) as Partial<LocalBackup>;
    if (
      typeof formKey !== "string" ||
      typeof version !== "number" ||
      typeof at !== "number" ||
      typeof values !== "object" ||
      values === null
    )
      return null;
    const texts = Object.entries(values).filter((entry) => typeof entry[1] === "string");
    return { formKey, version, at, values: Object.fromEntries(texts) };
  } catch {
    return null;
  }
}
