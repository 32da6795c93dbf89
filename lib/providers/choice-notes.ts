import { AppError } from "../errors";
import type { ProviderNote } from "./forms/contract";

/** Why a list cannot be shown. Throws what ends the session instead. */
export function noteOf(error: unknown): ProviderNote {
  if (error instanceof AppError && error.code !== "provider_unauthorized")
    return { text: error.text, words: error.words };
  throw error;
}
