import { PrivateAddress } from "../../outbound/public-address";
import type { MissingAnswer } from "./types";

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/;

/** Returns the reason to show for a request without an answer. */
export function missingAnswerOf(error: unknown): MissingAnswer {
  if (!(error instanceof Error)) return "no_connection";
  if (error instanceof PrivateAddress) return "private_address";
  const code = "code" in error ? String(error.code) : "";
  if (error.name === "TimeoutError" || error.name === "AbortError") return "timeout";
  if (code === "ETIMEDOUT") return "timeout";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "unknown_host";
  return CERTIFICATE.test(code) ? "certificate" : "no_connection";
}
