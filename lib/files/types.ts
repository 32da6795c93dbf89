import type { FileState } from "../db/generated/enums";

/** A file on its way to the provider, or one that did not get there. */
export interface OutgoingFileView {
  id: string;
  filename: string;
  /** The name as given, if it had to be cleaned. */
  givenName: string | null;
  size: number;
  /** Detected from the content; null during the upload. */
  mimeType: string | null;
  state: FileState;
  reason: string | null;
}
