import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

import type { NewPasskey, PasskeyAnswer } from "@/lib/accounts/passkeys/schemas";

interface Made {
  id: Buffer;
  privateKey: KeyObject;
  userHandle: string;
}

export interface DeviceSettings {
  /** Of the page that asks. */
  origin: string;
  rpId: string;
  /** Asked for a PIN or a fingerprint, and got it. */
  verifiesUser: boolean;
}

const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest();
const encode = (data: Buffer | string) => Buffer.from(data).toString("base64url");
const FLAGS = { present: 0x01, verified: 0x04, mayBeSynced: 0x08, synced: 0x10, hasKey: 0x40 };

/** An authenticator in software (ES256, no attestation), in place of a phone or a security key. */
export class PasskeyDevice {
  readonly settings: DeviceSettings;
  counter = 0;
  readonly #made: Made[] = [];

  constructor(settings: DeviceSettings) {
    this.settings = settings;
  }

  create(options: { challenge: string; user: { id: string } }): NewPasskey["answer"] {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const id = randomBytes(32);
    this.#made.push({ id, privateKey, userHandle: options.user.id });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    // COSE: an EC2 key for ES256 on P-256, with its two coordinates.
    const key = Buffer.concat([
      Buffer.from("a5010203262001215820", "hex"),
      Buffer.from(x, "base64url"),
      Buffer.from("225820", "hex"),
      Buffer.from(y, "base64url"),
    ]);
    const data = Buffer.concat([
      this.#data(FLAGS.hasKey),
      Buffer.alloc(16),
      Buffer.from([0, id.length]),
      id,
      key,
    ]);
    // CBOR: {fmt: "none", attStmt: {}, authData: data}
    const attestation = Buffer.concat([
      Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746158", "hex"),
      Buffer.from([data.length]),
      data,
    ]);
    return {
      ...common(id),
      response: {
        clientDataJSON: this.#client("webauthn.create", options.challenge),
        attestationObject: encode(attestation),
        transports: ["internal"],
      },
    };
  }

  get(options: { challenge: string }): PasskeyAnswer {
    const passkey = this.#made.at(-1);
    if (!passkey) throw new Error("This device has no passkey.");
    const data = this.#data(0);
    const clientDataJSON = this.#client("webauthn.get", options.challenge);
    const signed = Buffer.concat([data, sha256(Buffer.from(clientDataJSON, "base64url"))]);
    return {
      ...common(passkey.id),
      response: {
        clientDataJSON,
        authenticatorData: encode(data),
        signature: encode(sign("sha256", signed, passkey.privateKey)),
        userHandle: passkey.userHandle,
      },
    };
  }

  #data(more: number): Buffer {
    const { rpId, verifiesUser } = this.settings;
    const flags =
      FLAGS.present | FLAGS.mayBeSynced | FLAGS.synced | (verifiesUser ? FLAGS.verified : 0) | more;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter]);
  }

  #client(type: string, challenge: string): string {
    const { origin } = this.settings;
    return encode(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }
}

function common(id: Buffer) {
  return {
    id: encode(id),
    rawId: encode(id),
    type: "public-key" as const,
    clientExtensionResults: {},
  };
}
