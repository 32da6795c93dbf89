export interface InternalNoteView {
  id: string;
  /** Null for a person whose account was deleted. */
  author: string | null;
  at: Date;
  /** As typed; null once removed. */
  body: string | null;
  /** Names of the people it mentions. */
  mentioned: string[];
  removed: { by: string | null; at: Date } | null;
  mayRemove: boolean;
}

export interface MentionablePerson {
  id: string;
  name: string;
  email: string;
}

export interface InternalNotes {
  /** One page, newest last. */
  notes: InternalNoteView[];
  /** The address parameter of the page before; null on the oldest. */
  older: string | null;
  isOlder: boolean;
  /** Notifications of the viewer that this page has marked as read. */
  reads: number;
  /** Staff whom a note can mention, without the viewer. */
  people: MentionablePerson[];
}
