import type { ErrorCode } from "@/lib/error-codes";
import type { Translate } from "@/lib/i18n/message";
import type { Failure } from "@/lib/result";

import { downloadMessage } from "./download-failed";

export interface DownloadFailure {
  code: ErrorCode;
  message: string;
  /** The provider's own words, untranslated. */
  words?: string;
}

/** Larger files are downloaded by the browser, straight to disk. */
const MAX_IN_MEMORY = 50 * 1024 * 1024;
/** The browser may still read the object URL after the click that saves the file. */
const OBJECT_URL_LIFETIME_MS = 60_000;

/** Fetches a file and saves it under its name. Returns the failure, or null on success. */
export async function download(
  t: Translate,
  href: string,
  filename: string,
): Promise<DownloadFailure | null> {
  const stop = new AbortController();
  try {
    const answer = await fetch(href, { signal: stop.signal });
    if (!answer.ok) return await failureOf(t, answer);
    if (Number(answer.headers.get("content-length") ?? 0) > MAX_IN_MEMORY) {
      stop.abort();
      window.location.assign(href);
      return null;
    }
    save(await answer.blob(), filename);
    return null;
  } catch {
    const code = navigator.onLine ? "unreachable" : "offline";
    return { code, message: t(`download.${navigator.onLine ? "interrupted" : "offline"}`) };
  }
}

async function failureOf(t: Translate, answer: Response): Promise<DownloadFailure> {
  const failed = (await answer.json().catch(() => null)) as Failure | null;
  if (!failed) return { code: "internal", message: t("download.notDone") };
  const { code, message, words } = failed;
  return { code, message: downloadMessage(t, code, message), words };
}

function save(bytes: Blob, filename: string): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement("a");
  link.href = url;
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), OBJECT_URL_LIFETIME_MS);
}
