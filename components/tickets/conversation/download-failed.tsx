import { Alert } from "@/components/ui/alert";
import { ERROR_CODES, type ErrorCode, errorKey } from "@/lib/error-codes";
import { renderMessage, type Translate } from "@/lib/i18n/message";
import { useTexts } from "#texts";

/** Shows why a download failed, by the error code in the address. */
export function DownloadFailed({ code }: { code: string | undefined }) {
  const t = useTexts();
  if (code === undefined) return null;
  const known = ERROR_CODES.find((each) => each === code) ?? "internal";
  return (
    <Alert tone="danger" title={t("download.failed")}>
      <p>{downloadMessage(t, known, renderMessage(t, { key: errorKey(known) }))}</p>
    </Alert>
  );
}

/** Returns the message for a failed download, the same with and without JavaScript. */
export function downloadMessage(t: Translate, code: ErrorCode, message: string): string {
  if (code === "not_found" || code === "provider_not_found") return t("download.gone");
  return message;
}
