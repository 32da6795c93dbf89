export function isTimeZone(text: string | undefined): text is string {
  if (!text) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

export function isLanguage(text: string | undefined): text is string {
  if (!text) return false;
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(text).length > 0;
  } catch {
    return false;
  }
}
