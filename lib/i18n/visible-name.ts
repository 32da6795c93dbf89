export const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const PLACEHOLDER = "\u25a1";

const JOINING =
  "\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Devanagari}" +
  "\\p{Script=Bengali}\\p{Script=Gujarati}\\p{Script=Gurmukhi}\\p{Script=Kannada}" +
  "\\p{Script=Malayalam}\\p{Script=Oriya}\\p{Script=Sinhala}\\p{Script=Tamil}\\p{Script=Telugu}";

const MEANINGFUL = new RegExp(
  `(?<=[${JOINING}])[\\u200c\\u200d](?=[${JOINING}])` +
    "|(?<=[\\p{Emoji_Presentation}\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})" +
    "|(?<=[\\p{Extended_Pictographic}#*0-9])\\ufe0f",
  "gu",
);

/** A direction mark can make `gpj.exe` look like `exe.jpg`. */
export function visibleName(name: string): string {
  let from = 0;
  let shown = "";
  for (const { index, 0: kept } of name.matchAll(MEANINGFUL)) {
    shown += name.slice(from, index).replace(INVISIBLE, PLACEHOLDER) + kept;
    from = index + kept.length;
  }
  return shown + name.slice(from).replace(INVISIBLE, PLACEHOLDER);
}
