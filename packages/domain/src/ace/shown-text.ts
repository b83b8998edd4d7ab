const LONGEST_VALUE = 120;
/** A social security number wherever it stands: in a row that moved by a cell it is found under dates and names. */
const SSN_ANYWHERE = /(?<!\d)\d{3}-\d{2}-(?=\d{4}(?!\d))/g;
const SSN_LENGTH = 11;

/** Control characters and the marks that turn the order of letters around: a name could pose as another by them. */
const isUnshowable = (code: number): boolean =>
  code < 32 || (code >= 127 && code < 160) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
const UNSHOWABLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Replaces control characters by spaces: PostgreSQL stores no NUL, nobody can read the others, and some turn texts around. */
export function withoutControls(text: string): string {
  for (let index = 0; index < text.length; index += 1) {
    if (isUnshowable(text.charCodeAt(index))) return text.replace(UNSHOWABLE, ' ').trim();
  }
  return text;
}

/** The first characters of a text; one of two halves, as an emoji has, is never left alone, because PostgreSQL refuses it. */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const isHalved = /[\ud800-\udbff]/.test(text.charAt(longest - 1));
  return text.slice(0, isHalved ? longest - 1 : longest);
}

/** A cell's text as an issue shows it: at most 120 characters, no control characters, of social security numbers the last four digits. */
export function shownValue(text: string): string {
  const masked = text.slice(0, LONGEST_VALUE + SSN_LENGTH).replace(SSN_ANYWHERE, '•••-••-');
  return withoutControls(cutText(masked, LONGEST_VALUE));
}
