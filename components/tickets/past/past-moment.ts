/** The moment of a list or page that shows the past. */
export interface PastMoment {
  at: Date;
  /** The moment as a form's value, in the viewer's time zone. */
  clock: string;
  /** Since when the viewer's accounts have been read; null without any. */
  readSince: Date | null;
}
