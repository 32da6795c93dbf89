import type { FileState } from "../db/generated/enums";

/** A file on its way to the provider, or one that did not get there. */
export interface OutgoingFileView {
  id: string;
  filename: string;
  /** The name as given, if it had to be cleaned. */
  givenName: string | null;
  /** Bytes. */
  size: number;
  /** Detected from the content; null during the upload. */
  mimeType: string | null;
  state: FileState;
  /** Why it was refused. */
  reason: string | null;
}
