/** Stores the pieces of files until their provider has them. */
export interface FileStore {
  /** Stores one piece; a piece that is there already is replaced. */
  put(fileId: string, position: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  read(fileId: string, position: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Deletes the first `pieces` pieces of a file, as far as they are there. */
  erase(fileId: string, pieces: number): Promise<void>;
}
