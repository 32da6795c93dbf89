// Written into every case file, and run by the portal's tests and its command: plain JavaScript
// without imports.

const FORMAT = "ticketbridge-case-file/1";
export const MANIFEST = "manifest.json";

const K = Uint32Array.from(constants(64, 3));
const START = Uint32Array.from(constants(8, 2));

/** The first bits of the fractions of primes' roots, by which SHA-256 is defined. */
function constants(count, root) {
  const primes = [];
  for (let n = 2; primes.length < count; n += 1)
    if (primes.every((prime) => n % prime)) primes.push(n);
  return primes.map((prime) => fractionOfRoot(BigInt(prime), BigInt(root)));
}

/** By bisection of whole numbers, as floating point is not exact enough. */
function fractionOfRoot(prime, degree) {
  const target = prime << (32n * degree);
  let [low, high] = [0n, prime << 32n];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** degree <= target) low = middle;
    else high = middle;
  }
  return Number(low & 0xffffffffn);
}

const turn = (x, by) => (x >>> by) | (x << (32 - by));

function addBlock(state, view, at, words) {
  for (let i = 0; i < 16; i += 1) words[i] = view.getUint32(at + 4 * i);
  for (let i = 16; i < 64; i += 1) {
    const [x, y] = [words[i - 15], words[i - 2]];
    const early = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const late = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    words[i] = words[i - 16] + early + words[i - 7] + late;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const one = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const first = (h + one + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
    const other = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const second = (other + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  const sums = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i += 1) state[i] += sums[i];
}

/** Own code: pages that are opened as a file may have no `crypto.subtle`. */
export function sha256(bytes) {
  const state = START.slice();
  const words = new Uint32Array(64);
  const whole = bytes.length - (bytes.length % 64);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < whole; at += 64) addBlock(state, view, at, words);
  const rest = new Uint8Array(bytes.length - whole < 56 ? 64 : 128);
  rest.set(bytes.subarray(whole));
  rest[bytes.length - whole] = 0x80;
  const end = new DataView(rest.buffer);
  end.setBigUint64(rest.length - 8, BigInt(bytes.length) * 8n);
  for (let at = 0; at < rest.length; at += 64) addBlock(state, end, at, words);
  return [...state].map((word) => word.toString(16).padStart(8, "0")).join("");
}

const ofText = (text) => sha256(new TextEncoder().encode(text));

/** JSON without spaces, its keys sorted. */
export function canonicalJson(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${members.join(",")}}`;
}

/** The text whose hash precedes the first row of a file. */
export const chainStart = (caseFileId, name) => `${FORMAT}\n${caseFileId}\n${name}`;

/** The root hash is that of the manifest without it, and the manifest has the hash of every file. */
export function rootText(manifest) {
  const { root: _root, ...rest } = manifest;
  return canonicalJson(rest);
}

/** Returns [hash, isGenuine] of each line: hash = SHA-256(previous hash, row as canonical JSON). */
function readLines(bytes) {
  const lines = new TextDecoder().decode(bytes).split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => {
    try {
      const { hash, previous, row } = JSON.parse(line);
      const found = ofText(`${previous}${canonicalJson(row)}`);
      return hash === found ? found : null;
    } catch {
      return null;
    }
  });
}

/** The places of a longest increasing subsequence; values below 0 are left out. */
function longestIncreasing(values) {
  const [ends, before] = [[], []];
  values.forEach((value, at) => {
    if (value < 0) return;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[ends[middle]] < value) low = middle + 1;
      else high = middle;
    }
    before[at] = low > 0 ? ends[low - 1] : -1;
    ends[low] = at;
  });
  const kept = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]) kept.push(at);
  return kept.reverse();
}

/** Compares a file's lines with the manifest's hashes of its rows. Rows and lines count from 1. */
function compareRows(file, expected, bytes) {
  const places = new Map(expected.map((hash, index) => [hash, index]));
  const found = readLines(bytes).map((hash) => places.get(hash) ?? -1);
  const kept = longestIncreasing(found);
  const inPlace = new Set(kept);
  const used = new Set(kept.map((line) => found[line]));
  const findings = [];
  const isForeign = found.map((row, line) => {
    if (inPlace.has(line)) return false;
    if (row < 0 || used.has(row)) return true;
    used.add(row);
    findings.push({ code: "rowMoved", file, row: row + 1, line: line + 1 });
    return false;
  });
  let [line, row] = [0, 0];
  for (const end of [...kept, found.length]) {
    const nextRow = found[end] ?? expected.length;
    const odd = [];
    for (; line < end; line += 1) if (isForeign[line]) odd.push(line + 1);
    const lost = [];
    for (; row < nextRow; row += 1) if (!used.has(row)) lost.push(row + 1);
    for (const [index, number] of lost.entries())
      findings.push({ code: index < odd.length ? "rowChanged" : "rowMissing", file, row: number });
    for (const number of odd.slice(lost.length))
      findings.push({ code: "rowAdded", file, line: number });
    [line, row] = [end + 1, nextRow + 1];
  }
  return findings.length > 0 ? findings : [{ code: "fileChanged", file }];
}

function compareFile(wanted, given, byHash) {
  const { name: file, sha256: hash, rows } = wanted;
  if (!given) return [{ code: "fileMissing", file }];
  const found = sha256(given.bytes);
  if (found === hash) return [];
  const other = byHash.get(found);
  if (other !== undefined) return [{ code: "fileSwapped", file, other }];
  return rows ? compareRows(file, rows, given.bytes) : [{ code: "fileChanged", file }];
}

/**
 * `files`: by name, with their bytes and, if they come from the archive, times. `root`: as the
 * portal keeps it; without it, a replaced case file goes unnoticed.
 */
export function verifyCaseFile(files, root = "") {
  const given = files.get(MANIFEST);
  if (!given) return { manifest: null, findings: [{ code: "noManifest", file: MANIFEST }] };
  let manifest;
  try {
    manifest = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(given.bytes));
    if (manifest.format !== FORMAT || !Array.isArray(manifest.files)) throw new Error();
  } catch {
    return { manifest: null, findings: [{ code: "badManifest", file: MANIFEST }] };
  }
  const findings = [];
  if (ofText(rootText(manifest)) !== manifest.root)
    findings.push({ code: "manifestChanged", file: MANIFEST });
  const wanted = root.trim().toLowerCase();
  if (wanted !== "" && wanted !== manifest.root)
    findings.push({ code: "otherRoot", file: MANIFEST });
  const byHash = new Map(manifest.files.map((file) => [file.sha256, file.name]));
  for (const file of manifest.files)
    findings.push(...compareFile(file, files.get(file.name), byHash));
  const known = new Set([MANIFEST, ...manifest.files.map(({ name }) => name)]);
  for (const [file, { times = [] }] of files) {
    if (!known.has(file)) findings.push({ code: "fileAdded", file });
    else if (times.some((time) => time !== manifest.archived_at))
      findings.push({ code: "fileRedated", file });
  }
  return { manifest, findings };
}

/** Fills what is in braces. */
export const fillFinding = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

const two = (number) => String(number).padStart(2, "0");

function zipTime(view, at) {
  const [time, day] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
  const date = [1980 + (day >> 9), two((day >> 5) & 15), two(day & 31)].join("-");
  return `${date}T${[two(time >> 11), two((time >> 5) & 63), two(2 * (time & 31))].join(":")}Z`;
}

const [ZIP_END, ZIP_ENTRY, ZIP_FILE] = [0x06054b50, 0x02014b50, 0x04034b50];
const STORED = 0;
const DEFLATED = 8;

/** Throws for what is no archive, and for one with two files of a name. */
export async function unzip(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== ZIP_END) end -= 1;
  const files = new Map();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const start = view.getUint32(at + 42, true);
    if (view.getUint32(at, true) !== ZIP_ENTRY || view.getUint32(start, true) !== ZIP_FILE)
      throw new Error("The archive is damaged.");
    const [nameLength, extra] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    const stored = bytes.subarray(from, from + view.getUint32(at + 20, true));
    const method = view.getUint16(at + 10, true);
    if (files.has(name) || (method !== STORED && method !== DEFLATED))
      throw new Error("The archive is damaged.");
    const content = method === STORED ? stored : await inflate(stored);
    const times = [zipTime(view, at + 12), zipTime(view, start + 10)];
    if (!name.endsWith("/")) files.set(name, { bytes: content, times });
    at += 46 + nameLength + extra + view.getUint16(at + 32, true);
  }
  return files;
}

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
