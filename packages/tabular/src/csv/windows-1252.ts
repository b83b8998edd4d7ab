/** What Windows-1252 has in place of the control characters of Latin-1, from 0x80 on; a space stands for a byte that means nothing. */
const FROM_0X80 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const SPECIAL = /[\x80-\x9f]/g;
const FIRST = 0x80;

/**
 * Decodes Windows-1252, of which Latin-1 is the part without curly quotes; null when a byte has no meaning in it. Own table,
 * because TextDecoder of some Node versions takes the label for Latin-1.
 */
export function decodeWindows1252(bytes: Buffer): string | null {
  let isMeaningless = false;
  const text = bytes.toString('latin1').replace(SPECIAL, (character) => {
    const meant = FROM_0X80.charAt(character.charCodeAt(0) - FIRST);
    if (meant === ' ') isMeaningless = true;
    return meant;
  });
  return isMeaningless ? null : text;
}
