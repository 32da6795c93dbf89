import { Alert } from "@/components/ui/alert";
import { ERROR_CODES, type ErrorCode } from "@/lib/error-codes";

/** Shows why a download failed, by the error code in the address. */
export function DownloadFailed({ code }: { code: string | undefined }) {
  if (code === undefined) return null;
  const known = ERROR_CODES.find((each) => each === code) ?? "internal";
  return (
    <Alert tone="danger" title="The file was not downloaded">
      <p>{downloadMessage(known, known)}</p>
    </Alert>
  );
}

/** Returns the message for a failed download, the same with and without JavaScript. */
export function downloadMessage(code: ErrorCode, message: string): string {
  if (code === "not_found" || code === "provider_not_found")
    return "The provider no longer has this file.";
  return message;
}
