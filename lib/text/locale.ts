export function isTimeZone(text: string | undefined): text is string {
  if (!text) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}
