import type { FormValues } from "@/lib/forms/form-values";

/** What was typed and the server does not have yet, kept in the browser. */
export interface LocalBackup {
  formKey: string;
  values: FormValues;
  /** The server's version that it was typed over; 0 for none. */
  version: number;
  /** When it was typed, by the browser's clock. */
  at: number;
}

const PREFIX = "draft ";
const KEPT_FOR_MS = 30 * 24 * 3_600_000;

const keyOf = (userId: string, place: string) => `${PREFIX}${userId} ${place}`;

/** Text that will be encrypted leaves no trace once the tab is closed; all other text outlives it. */
function storeFor(values: FormValues): [chosen: Storage, other: Storage] {
  return values.encrypted === "true"
    ? [sessionStorage, localStorage]
    : [localStorage, sessionStorage];
}

/** False where the browser keeps nothing: a full or forbidden storage. */
export function writeBackup(userId: string, place: string, copy: LocalBackup): boolean {
  try {
    const [chosen, other] = storeFor(copy.values);
    other.removeItem(keyOf(userId, place));
    chosen.setItem(keyOf(userId, place), JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

export function readBackup(userId: string, place: string): LocalBackup | null {
  try {
    return newer(
      parse(sessionStorage.getItem(keyOf(userId, place))),
      parse(localStorage.getItem(keyOf(userId, place))),
    );
  } catch {
    return null;
  }
}

export function deleteBackup(userId: string, place: string): void {
  try {
    sessionStorage.removeItem(keyOf(userId, place));
    localStorage.removeItem(keyOf(userId, place));
  } catch {
    // A forbidden storage holds nothing either.
  }
}

/** Returns every copy of one person's, with its place. */
export function ownBackups(userId: string): Array<{ place: string; copy: LocalBackup }> {
  try {
    const prefix = keyOf(userId, "");
    const keys = [...Object.keys(sessionStorage), ...Object.keys(localStorage)];
    const places = new Set(
      keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)),
    );
    return [...places].flatMap((place) => {
      const copy = readBackup(userId, place);
      return copy ? [{ place, copy }] : [];
    });
  } catch {
    return [];
  }
}

/** Lets go of copies that nobody came back for. */
export function deleteOldBackups(now = Date.now()): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && now - (parse(localStorage.getItem(key))?.at ?? 0) > KEPT_FOR_MS)
        localStorage.removeItem(key);
    }
  } catch {
    // As above.
  }
}

function newer(one: LocalBackup | null, other: LocalBackup | null): LocalBackup | null {
  if (!one || !other) return one ?? other;
  return one.at >= other.at ? one : other;
}

function parse(text: string | null): LocalBackup | null {
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
    return {
      formKey,
      version,
      at,
      values: Object.fromEntries(
        Object.entries(values).filter((entry) => typeof entry[1] === "string"),
      ),
    };
  } catch {
    return null;
  }
}
