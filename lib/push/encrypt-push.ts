import { createCipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";

export interface PushKeys {
  /** The browser's public key: 65 bytes, uncompressed. */
  p256dh: Buffer;
  /** 16 bytes. */
  auth: Buffer;
}

const RECORD_BYTES = 4_096;
/** Ends the last record. */
const LAST_RECORD = Buffer.from([2]);

const derive = (secret: Buffer, salt: Buffer, info: Buffer | string, bytes: number): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, salt, Buffer.from(info), bytes));

/** One record of `aes128gcm` (RFC 8188) with the keys of RFC 8291. `given` is for its test vectors. */
export function encryptPush(
  text: string,
  { p256dh, auth }: PushKeys,
  given: { privateKey?: Buffer; salt?: Buffer } = {},
): Buffer {
  const own = createECDH("prime256v1");
  if (given.privateKey) own.setPrivateKey(given.privateKey);
  else own.generateKeys();
  const publicKey = own.getPublicKey();
  const salt = given.salt ?? randomBytes(16);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), p256dh, publicKey]);
  const secret = derive(own.computeSecret(p256dh), auth, info, 32);
  const key = derive(secret, salt, "Content-Encoding: aes128gcm\0", 16);
  const nonce = derive(secret, salt, "Content-Encoding: nonce\0", 12);
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  const sealed = [cipher.update(text, "utf8"), cipher.update(LAST_RECORD), cipher.final()];
  const header = Buffer.alloc(21);
  salt.copy(header);
  header.writeUInt32BE(RECORD_BYTES, 16);
  header.writeUInt8(publicKey.length, 20);
  return Buffer.concat([header, publicKey, ...sealed, cipher.getAuthTag()]);
}
