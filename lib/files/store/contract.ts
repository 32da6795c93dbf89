/** Where the bytes of files rest until their provider has them. It knows pieces under names, and nothing of what they are for. */
export interface FileStore {
  /** Stores one piece; a piece that is there already is replaced. */
  put(fileId: string, position: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** One piece, or null where there is none. */
  read(fileId: string, position: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Deletes the first `pieces` pieces of a file, as far as they are there. */
  erase(fileId: string, pieces: number): Promise<void>;
}
