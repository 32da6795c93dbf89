/** The moment of a list or page that shows the past. */
export interface PastMoment {
  at: Date;
  /** The same as a form has it, in the viewer's time zone. */
  clock: string;
  /** Since when the viewer's accounts have been read; null without any. */
  readSince: Date | null;
}
