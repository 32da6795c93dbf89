import { AppError } from "@/lib/errors";
import type { StreamedAnswer } from "@/lib/http/types";
import { message } from "@/lib/i18n/message";

import type { DownloadedFile } from "./contract";

/** Throws provider_not_found without an address. */
export async function downloadFile(
  name: string,
  address: string | null,
  download: (address: string) => Promise<StreamedAnswer>,
): Promise<DownloadedFile> {
  if (!address)
    throw new AppError("provider_not_found", { text: message("provider.noFileAddress", { name }) });
  const { body, headers } = await download(address);
  const length = headers.get("content-length") ?? "";
  // After decompression the announced length is wrong.
  const isKnown = /^\d{1,15}$/.test(length) && !headers.has("content-encoding");
  return {
    body,
    contentType: headers.get("content-type"),
    contentLength: isKnown ? Number(length) : null,
  };
}
