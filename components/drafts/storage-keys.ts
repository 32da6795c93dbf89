export const BACKUP_PREFIX = "draft ";
const DISCARDING_PREFIX = "discarding ";

/** Of the text that the server does not have yet. */
export const backupKey = (userId: string, draftKey: string) =>
  `${BACKUP_PREFIX}${userId} ${draftKey}`;

/** Of the mark of a draft that is being discarded. */
export const discardingKey = (userId: string, draftKey: string) =>
  `${DISCARDING_PREFIX}${userId} ${draftKey}`;
