import fc from "fast-check";

/** A text and what a person may type to find it. */
export interface SearchableText {
  script: string;
  text: string;
  queries: string[];
}

/** Letters of scripts with blanks between words; some of them with marks or two cases. */
const SPACED: Record<string, string> = {
  Swedish: "abcdefghijklmnopqrstuvwxyzåäöéABCDEÅÄÖ0123456789",
  German: "abcdefghijklmnopqrstuvwxyzäöüßÄÖÜ",
  Turkish: "abcçdefgğhıijklmnoöprsştuüvyzIİĞŞ",
  Cyrillic: "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВЙЁ",
  Greek: "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώΑΒΓΔΣΏ",
  Arabic: "ابتثجحخدذرزسشصضطظعغفقكلمنهويةأإآىئؤَُِّ٠١٢",
  Hebrew: "אבגדהוזחטיכלמנסעפצקרשתםןץףך",
  Devanagari: "कखगघचछजझटठडढतथदधनपफबभमयरलवशषसहािीुूेैोौं",
};

/** Characters of scripts without blanks, and Hangul. */
const UNSPACED: Record<string, string> = {
  Han: "服务器无法访问请帮忙网站证书续订失败域名邮箱數據庫連接錯誤𠮷",
  Kana: "サーバーがダウンしましたエラーログをかくにんしてください",
  Hangul: "서버가다운되었습니다도메인인증서갱신실패로그확인",
  Thai: "เซิร์ฟเวอร์ล่มกรุณาตรวจสอบโดเมนหมดอายุ",
  Lao: "ເຊີບເວີລົ້ມກະລຸນາກວດສອບໂດເມນ",
  Khmer: "ម៉ាស៊ីនមេដួលសូមពិនិត្យមើលដែន",
  Myanmar: "ဆာဗာကျနေပါသည်စစ်ဆေးပေးပါ",
};

const JOINTS = ["-", "_", ".", "/", "@", ":", "://", "’", "+", "\\", "%", "#", "=", "--"];
const GAPS = [" ", "\n", ", ", " - ", "\u00a0", "\t", " (", ". ", "; ", "」", " | "];

const letter = (alphabet: string) => fc.constantFrom(...alphabet);

function word(alphabet: string): fc.Arbitrary<string> {
  const isMark = (character: string) => /\p{M}/u.test(character);
  return fc
    .array(letter(alphabet), { minLength: 3, maxLength: 9 })
    .filter(([first = ""]) => !isMark(first))
    .map((letters) => letters.join("").normalize("NFKC"));
}

interface Token {
  text: string;
  queries: string[];
}

function spacedToken(alphabet: string): fc.Arbitrary<Token> {
  const part = fc.tuple(word(alphabet), fc.constantFrom(...JOINTS));
  return fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => {
    const queries = [];
    for (let first = 0; first < parts.length; first++) {
      for (let last = first; last < parts.length; last++) {
        const slice = parts.slice(first, last + 1);
        const whole = slice.map(([text, joint], index) =>
          index < last - first ? text + joint : text,
        );
        queries.push(whole.join(""), ...beginnings(whole));
      }
    }
    return {
      text: parts
        .map(([text, joint]) => text + joint)
        .join("")
        .slice(0, -1),
      queries,
    };
  });
}

/** Of a sequence of parts, the last one by its beginning, from three letters on. */
function beginnings(parts: string[]): string[] {
  const last = [...(parts.at(-1) ?? "")];
  const before = parts.slice(0, -1).join("");
  return last.slice(3).map((_letter, index) => before + last.slice(0, index + 3).join(""));
}

function unspacedToken(alphabet: string): fc.Arbitrary<Token> {
  const characters = [...alphabet.normalize("NFKC")];
  return fc
    .array(fc.constantFrom(...characters), { minLength: 1, maxLength: 12 })
    .map((letters) => {
      // Marks that follow each other have one order.
      const run = [...letters.join("").normalize("NFKC")];
      const queries = [];
      for (let first = 0; first < run.length; first++) {
        for (const length of [1, 2, 3, 4, run.length]) {
          queries.push(run.slice(first, first + length).join(""));
        }
      }
      return { text: run.join(""), queries };
    });
}

function textOf(script: string, token: fc.Arbitrary<Token>): fc.Arbitrary<SearchableText> {
  return fc
    .array(fc.tuple(token, fc.constantFrom(...GAPS), fc.boolean()), { minLength: 1, maxLength: 6 })
    .map((tokens) => {
      const queries = tokens.flatMap(([{ queries: ofToken, text }, , isOther]) => [
        ...ofToken.map((query) => (isOther ? query.normalize("NFD") : query)),
        `“${text}”`,
      ]);
      const all = tokens.map(([{ text }]) => text);
      // Whole words together, as a phrase, and by their beginnings in any order.
      queries.push(all.join(" "), `"${all.join(" ")}"`, all.toReversed().join(" - "));
      const upper = tokens.map(([{ text }]) => text.toUpperCase()).join(" ");
      return {
        script,
        text: tokens.map(([{ text }, gap]) => text + gap).join(""),
        queries: [...queries, upper],
      };
    });
}

/** Generates so many texts of each script; the same ones for the same seed. */
export function searchableTexts(ofEachScript: number, seed: number): SearchableText[] {
  const arbitraries = [
    ...Object.entries(SPACED).map(([script, alphabet]) => textOf(script, spacedToken(alphabet))),
    ...Object.entries(UNSPACED).map(([script, alphabet]) =>
      textOf(script, unspacedToken(alphabet)),
    ),
  ];
  return arbitraries.flatMap((arbitrary) => fc.sample(arbitrary, { numRuns: ofEachScript, seed }));
}
