/** JSX comments included. */
export function countCommentLines(lines: readonly string[]): number {
  let inBlock = false;
  let count = 0;
  for (const line of lines.map((text) => text.trim())) {
    if (line === "") continue;
    const opens = !inBlock && /^\{?\/\*/.test(line);
    if (inBlock || opens || line.startsWith("//")) count += 1;
    if (inBlock || opens) inBlock = !line.includes("*/");
  }
  return count;
}
