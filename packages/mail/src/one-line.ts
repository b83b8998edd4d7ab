// Line breaks of every kind, other control characters, and marks that reorder text on screen.
const UNSAFE_IN_A_LINE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * Turns any text into one line that can stand in a header or a heading: control characters become a space, so that a name
 * with a line break cannot add a header. Longer text is cut at `maxLength` characters.
 */
export function oneLine(text: string, maxLength = 200): string {
  const line = text.replace(UNSAFE_IN_A_LINE, ' ').replace(/ {2,}/gu, ' ').trim();
  const characters = [...line];
  return characters.length <= maxLength ? line : `${characters.slice(0, maxLength - 1).join('')}…`;
}
