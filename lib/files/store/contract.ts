/** Keeps pieces until their provider has them. */
export interface FileStore {
  put(fileId: string, position: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  read(fileId: string, position: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Tolerates missing pieces. */
  erase(fileId: string, pieces: number): Promise<void>;
}
