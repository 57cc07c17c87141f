// A saved case locked with a passphrase: AES-GCM, its key from PBKDF2 with SHA-256.
// Whether the passphrase is wrong or the file was changed cannot be told apart.

const KIND = "coordguide-locked-case";
const FORMAT = 1;
const ROUNDS = 600_000;
const MOST_ROUNDS = 10_000_000; // a forged file must not keep the page busy for minutes

/** A locked case as its file has it: how it was locked, and the data. */
export interface LockedFile {
  kind: typeof KIND;
  format: number;
  cipher: string;
  derivation: string;
  rounds: number;
  salt: string;
  iv: string;
  data: string;
}

type Head = Omit<LockedFile, "data">;

/** Why a locked file stays shut: `foreign`, `newer` or `locked`. */
export class EncryptionError extends Error {}

/** Whether this page may encrypt: only over a secure address. */
export function canLock() {
  return Boolean(globalThis.crypto?.subtle);
}

/** Lock a text; returns the text of the locked file. */
export async function lock(text: string, passphrase: string): Promise<string> {
  const head: Head = {
    kind: KIND, format: FORMAT, cipher: "AES-GCM", derivation: "PBKDF2-SHA-256", rounds: ROUNDS,
    salt: toText(crypto.getRandomValues(new Uint8Array(16))),
    iv: toText(crypto.getRandomValues(new Uint8Array(12))),
  };
  const key = await keyOf(passphrase, head, "encrypt");
  const data = await crypto.subtle.encrypt(settings(head), key, new TextEncoder().encode(text));
  return JSON.stringify({ ...head, data: toText(new Uint8Array(data)) }, null, 1) + "\n";
}

/** What a file says it is, where it is a locked case; null for any other. */
export function readLocked(text: string): LockedFile | null {
  let file: Partial<LockedFile> | null = null;
  try {
    file = JSON.parse(text);
  } catch {
    return null;
  }
  return file?.kind === KIND ? (file as LockedFile) : null; // `unlock` looks at the rest
}

/** Unlock what `readLocked` found; returns the text that was locked. */
export async function unlock(file: LockedFile, passphrase: string): Promise<string> {
  const { data, ...head } = file;
  if (Number.isInteger(head.format) && head.format > FORMAT) throw new EncryptionError("newer");
  if (!hasShape(head, data)) throw new EncryptionError("locked");
  try {
    const key = await keyOf(passphrase, head, "decrypt");
    const opened = await crypto.subtle.decrypt(settings(head), key, toBytes(data));
    return new TextDecoder("utf-8", { fatal: true }).decode(opened);
  } catch {
    throw new EncryptionError("locked");
  }
}

function hasShape(head: Head, data: string) {
  const isText = [head.salt, head.iv, data].every((part) => typeof part === "string");
  return isText && Number.isInteger(head.rounds) && head.rounds >= ROUNDS && head.rounds <= MOST_ROUNDS;
}

// The head is bound to the data: with another head, the same data does not open.
function settings(head: Head) {
  const { kind, format, cipher, derivation, rounds, salt, iv } = head;
  const bound = JSON.stringify([kind, format, cipher, derivation, rounds, salt, iv]);
  return { name: "AES-GCM", iv: toBytes(iv), additionalData: new TextEncoder().encode(bound), tagLength: 128 };
}

async function keyOf(passphrase: string, { salt, rounds }: Head, use: "encrypt" | "decrypt") {
  const written = new TextEncoder().encode(passphrase.normalize("NFC"));
  const base = await crypto.subtle.importKey("raw", written, "PBKDF2", false, ["deriveKey"]);
  const from = { name: "PBKDF2", hash: "SHA-256", salt: toBytes(salt), iterations: rounds };
  return crypto.subtle.deriveKey(from, base, { name: "AES-GCM", length: 256 }, false, [use]);
}

function toText(bytes: Uint8Array): string {
  let written = "";
  for (const byte of bytes) written += String.fromCharCode(byte);
  return btoa(written);
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
