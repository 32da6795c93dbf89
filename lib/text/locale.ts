/** True for a zone that this runtime can format times in. */
export function isTimeZone(text: string | undefined): text is string {
  if (!text) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** True for a well-formed BCP 47 tag that this runtime has dates for. */
export function isLanguage(text: string | undefined): text is string {
  if (!text) return false;
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(text).length > 0;
  } catch {
    return false;
  }
}
