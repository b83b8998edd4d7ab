const DASHES = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/gu;

/** Takes the number out of what spreadsheets and letters put around it: spaces, `="…"`, quotes, a leading apostrophe, typographic dashes. Upper-cases. */
export function unwrapCell(input: string): string {
  let text = input.trim();
  if (text.startsWith('=')) text = text.slice(1).trim();
  if (text.length >= 2 && /^(["']).*\1$/su.test(text)) text = text.slice(1, -1).trim();
  else if (text.startsWith("'")) text = text.slice(1).trim();
  return text.replace(DASHES, '-').toUpperCase();
}
