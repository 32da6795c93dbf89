/**
 * Thrown when an upload ends early, with a text for the person. `isResumable` when it can go on
 * where it stopped.
 */
export class UploadStopped extends Error {
  override readonly name = "UploadStopped";
  constructor(
    message: string,
    readonly isResumable: boolean,
  ) {
    super(message);
  }
}
