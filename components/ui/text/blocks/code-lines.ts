/** Lines that are code with whatever follows them in their paragraph. */
const STARTS_SESSION = [
  // Prompts: "$ ls", "root@web1:~# ls", "C:\>dir", "mysql> SHOW …", "shop=# SELECT …".
  /^ {0,3}[$%] [^\s\d]/,
  /^ {0,3}\[?[\w.-]{1,64}@[\w.-]{1,64}[: ][^\s$#>]{0,80}\]?[$#>] ?/,
  /^(?:PS )?[A-Z]:\\[^>]{0,120}>/,
  /^(?:mysql|sqlite|redis|psql|MariaDB \[[^\]]{0,40}\])> ?/,
  /^\w{1,40}=[#>*] /,
  // Answers, differences and traces.
  /^HTTP\/[\d.]+ \d{3}\b/,
  /^(?:GET|POST|PUT|PATCH|DELETE|HEAD) \/\S* HTTP\//,
  /^diff --git /,
  /^@@ -\d/,
  /^Traceback \(most recent call last\)/,
];

const MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";

/** Lines that are code where two of them follow each other. */
const LOOKS_LIKE_CODE = [
  // Indented, but no item of a list.
  /^(?:\t| {4,})(?![-*•‣–] |\d{1,3}[.)] )\S/,
  // Counts of `uniq -c` and the like.
  /^ {2,}\d+ \S/,
  // Log entries: "[2026-11-27 …", "2026-11-27T02:11 …", "Nov 27 02:11:04 web1 …", "02:11:04 …".
  /^\[[^\]\d]*\d[^\]]{0,200}\]:? *\S/,
  /^\d{4}[-/]\d\d[-/]\d\d[T ]\d\d[:.]\d\d/,
  new RegExp(`^${MONTH} {1,2}\\d{1,2} \\d\\d:\\d\\d(?::\\d\\d)? \\S`),
  /^\d\d:\d\d:\d\d(?:[.,]\d+)? \S/,
  /^(?:\d{1,3}\.){3}\d{1,3} \S+ \S+ ["[]/,
  /^(?:[\w./-]{1,40}\[\d+\]|kernel): \S/,
  /^\[(?:error|warn|notice|crit|info|emerg|alert|debug)\b/i,
  /^ {0,4}[EW]: +\S/,
  /^(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|PHP [A-Z]\w+)\b[:\]| -]/,
  // Frames: "at shop.Cart.add(Cart.java:12)", "#0 /app/cart.php(12): add()".
  /^(?:Caused by: )?[\w.$]{0,200}(?:Error|Exception)\b/,
  /^\s*at \S.*[(:]/,
  /^#\d+ \S+\(\d+\)/,
  /^ {2}File "/,
  // Settings: "max_connections = 300", "[Service]", "gzip on;".
  /^[\w.[\]-]+ ?= ?\S/,
  /^\[[A-Za-z][\w ."-]{0,60}\]\s*$/,
  /^\s*[a-z_$@.#}'"][^!?]*[\w)'"}\]];\s*$/,
];

/** Lines that are code by themselves. */
const IS_CODE = [
  /^\{".*\}\s*$/,
  /^(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|EXPLAIN|SHOW|GRANT)\b.*;\s*$/,
  /^(?:sudo )?[a-z][\w./-]* .*\| ?(?:sudo )?(?:awk|grep|egrep|sed|sort|uniq|head|tail|jq|wc|cut|xargs|tr|tee|less)\b/,
];

/** Programs whose names begin no sentence. */
const PROGRAMS = [
  "apt apt-get awk cat certbot chmod chown chroot composer cp curl df dig dnf docker du grep growpart",
  "ip iptables journalctl kill kubectl ls lsof mariabackup mkdir mtr mv mysql mysqldump nft nginx",
  "nmap npm npx openssl pg_dump php ping postconf postqueue ps psql pvs python3? resize2fs rm rsync",
  "scp sed ss ssh sudo sv sysctl systemctl tail tar tcpdump telnet traceroute ufw upsun vgs wget yarn",
  "zpool git",
].join(" ");
const COMMAND = new RegExp(`^(?:sudo )?(?:${PROGRAMS.replaceAll(" ", "|")}) .*[^\\s.,:?!]\\s*$`);

/** Five fields of a time and a command. */
const CRON_LINE = /^(?:[\d*][\d*/,-]{0,20} ){5}\S/;

const YAML_KEY = /^(?:- )?['"]?[\w./*@-]+['"]?:(?: \S.*)?$/;
const OPENS_BRACE = /[{[]$/;
const CLOSES_BRACE = /^[}\])]/;

/** Wider lines are prose. */
const MAX_COLUMNS_LENGTH = 240;

/** Aligned by two or more blanks, which do not only follow a full stop. */
function hasColumns(line: string): boolean {
  const inner = line.trim();
  if (inner.length > MAX_COLUMNS_LENGTH) return false;
  return inner.split(/(?<=[^\s.,:;?!]) {2,}(?=\S)|(?<=\S)\t+/, 2).length > 1;
}

function hasPipes(line: string): boolean {
  return line.split("|", 3).length > 2;
}

/** Shorter lines say nothing about what they are. */
const MIN_LENGTH = 4;

export function isCodeLine(line: string): boolean {
  if (line.length < MIN_LENGTH) return false;
  return (
    LOOKS_LIKE_CODE.some((pattern) => pattern.test(line)) ||
    COMMAND.test(line) ||
    hasPipes(line) ||
    hasColumns(line)
  );
}

/** A command on a line of its own, not a sentence about one. */
export function isCommand(line: string): boolean {
  return CRON_LINE.test(line) || (COMMAND.test(line) && /[ =]["'/~]| -|\w=/.test(line));
}

/** "-----+-----" in a table, "(3 rows)" after it. */
export function isDivider(line: string): boolean {
  return /^[-+=| :]{3,}$/.test(line.trimEnd()) || /^\(\d+ rows?\)\s*$/.test(line);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Returns how many lines of YAML begin here; 0 if none are indented. */
function yamlLength(lines: readonly string[], start: number, end: number): number {
  const isKey = (line: string) => YAML_KEY.test(line.trim());
  const first = lines[start] ?? "";
  const next = lines[start + 1] ?? "";
  if (!first.trimEnd().endsWith(":") && !first.trimEnd().endsWith(": |")) return 0;
  if (!isKey(first) || indentOf(next) <= indentOf(first)) return 0;
  let keys = 0;
  let index = start + 1;
  for (; index < end; index += 1) {
    const line = lines[index] ?? "";
    const isInside = indentOf(line) > indentOf(first);
    if (!isInside && !(isKey(line) && indentOf(line) === indentOf(first))) break;
    if (isInside && isKey(line)) keys += 1;
  }
  return keys > 0 ? index - start : 0;
}

export function opensBrace(line: string): boolean {
  return OPENS_BRACE.test(line.trimEnd());
}

export function closesBrace(line: string): boolean {
  return CLOSES_BRACE.test(line);
}

/** "---+---" or "---|:--:". One pattern would take minutes for a long line. */
function isRuled(line: string): boolean {
  const start = line.indexOf("--");
  const isCrossed = start !== -1 && /[+|]/.test(line.slice(start));
  return isCrossed && /^ *[-:+|]*$/.test(line.slice(0, start)) && /^[-:+| ]*$/.test(line);
}

/** Returns how many lines of a table with a ruled line below its head begin here. */
function tableLength(lines: readonly string[], start: number, end: number): number {
  const isRow = (line = "") => line.includes("|");
  if (start + 1 >= end || !isRow(lines[start]) || !isRuled((lines[start + 1] ?? "").trimEnd()))
    return 0;
  let index = start + 2;
  while (index < end && isRow(lines[index])) index += 1;
  return index - start;
}

/** Returns how many lines from `start` are code, by what the first of them is. */
export function startsCode(lines: readonly string[], start: number, end: number): number {
  const line = lines[start] ?? "";
  if (line.length < MIN_LENGTH) return 0;
  if (STARTS_SESSION.some((pattern) => pattern.test(line))) return end - start;
  if (IS_CODE.some((pattern) => pattern.test(line))) return 1;
  return tableLength(lines, start, end) || yamlLength(lines, start, end);
}
