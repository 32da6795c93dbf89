import { AppError } from "../../errors";
import { message } from "../../i18n/message";
import { isCommonPassword } from "./common-passwords";

const PRODUCT_NAME = "ticketbridge";
/** Shorter parts of an address occur in too many words. */
const MIN_PART = 3;
/** The least number of characters besides a word that is easy to guess. */
const MIN_REST = 6;

const plain = (text: string) => text.normalize("NFKC").toLowerCase();

/** Returns the words to guess first: parts of the address, and the portal's name. */
function guessedWords(email: string): string[] {
  const [name = "", domain = ""] = plain(email).split("@");
  const company = domain.split(".").at(-2) ?? "";
  const words = [name, ...name.split(/[^\p{L}\p{N}]+/u), company, PRODUCT_NAME];
  return words.filter((word) => word.length >= MIN_PART).sort((a, b) => b.length - a.length);
}

function isGuessedWord(password: string, email: string): boolean {
  const words = guessedWords(email);
  const rest = words.reduce((left, word) => left.replaceAll(word, ""), plain(password));
  return rest.length < MIN_REST;
}

/** Returns the reason to refuse a password of valid length; null for a good one. */
export function passwordProblem(password: string, email: string): "common" | "guessed" | null {
  if (isCommonPassword(password)) return "common";
  return isGuessedWord(password, email) ? "guessed" : null;
}

/** Throws `invalid` for the field `newPassword`. */
export function assertGoodPassword(password: string, email: string): void {
  const problem = passwordProblem(password, email);
  if (problem)
    throw new AppError("invalid", {
      fieldErrors: { newPassword: message(`passwords.errors.${problem}`) },
    });
}
