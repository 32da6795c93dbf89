import { Alert } from "@/components/ui/alert";
import { ERROR_MESSAGES, type ErrorCode } from "@/lib/errors";

/** Shows why a download failed, by the error code in the address. */
export function DownloadFailed({ code }: { code: string | undefined }) {
  if (code === undefined) return null;
  const known = Object.hasOwn(ERROR_MESSAGES, code) ? (code as ErrorCode) : "internal";
  return (
    <Alert tone="danger" title="The file was not downloaded">
      <p>{downloadMessage(known, ERROR_MESSAGES[known])}</p>
    </Alert>
  );
}

/** Returns the message for a failed download, the same with and without JavaScript. */
export function downloadMessage(code: ErrorCode, message: string): string {
  if (code === "not_found" || code === "provider_not_found")
    return "The provider no longer has this file.";
  return message;
}
