/** Nothing to see, but something to be misled by: controls, zero-width and direction marks, fillers. */
export const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const STANDS_IN = "\u25a1";

/** Scripts that are written with joiners between their letters. */
const JOINING =
  "\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Devanagari}" +
  "\\p{Script=Bengali}\\p{Script=Gujarati}\\p{Script=Gurmukhi}\\p{Script=Kannada}" +
  "\\p{Script=Malayalam}\\p{Script=Oriya}\\p{Script=Sinhala}\\p{Script=Tamil}\\p{Script=Telugu}";

/** Joiners where writing needs them, and the parts of one emoji: these do show. */
const NEEDED = new RegExp(
  `(?<=[${JOINING}])[\\u200c\\u200d](?=[${JOINING}])` +
    "|(?<=[\\p{Emoji_Presentation}\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})" +
    "|(?<=[\\p{Extended_Pictographic}#*0-9])\\ufe0f",
  "gu",
);

/**
 * Returns a name with what cannot be seen made visible, for every name that comes from outside: a
 * direction mark must not make `exe.jpg` of `gpj.exe`. What is shown is also what is saved.
 */
export function visibleName(name: string): string {
  let from = 0;
  let shown = "";
  for (const { index, 0: kept } of name.matchAll(NEEDED)) {
    shown += name.slice(from, index).replace(INVISIBLE, STANDS_IN) + kept;
    from = index + kept.length;
  }
  return shown + name.slice(from).replace(INVISIBLE, STANDS_IN);
}
