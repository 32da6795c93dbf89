/** A file on its way to the provider, or one that did not get there. */
export interface OutgoingFileView {
  id: string;
  filename: string;
  /** As the person's machine called it, if that had to be cleaned. */
  givenName: string | null;
  /** Bytes. */
  size: number;
  /** By content; null while its bytes arrive. */
  mimeType: string | null;
  state:
    | "receiving"
    | "ready"
    | "waiting"
    | "sending"
    | "uploaded"
    | "unsure"
    | "confirmed"
    | "missing"
    | "refused";
  /** Why it was refused. */
  reason: string | null;
}
