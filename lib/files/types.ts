import type { FileState } from "../db/generated/enums";

export interface OutgoingFileView {
  id: string;
  filename: string;
  givenName: string | null;
  size: number;
  /** Null during the upload. */
  mimeType: string | null;
  state: FileState;
  reason: string | null;
  /** The provider's own words about it, untranslated. */
  words?: string;
}
