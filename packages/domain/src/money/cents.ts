// Groups of three after a comma, or no comma at all: `1.234,56` and `1,5` are refused, not guessed.
const AMOUNT = /^(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?$/u;
const NOISE_OF_ZEROS = /^0{6}/u;
const NOISE_OF_NINES = /^9{6}/u;

/** Cents of a fraction, which may carry the noise of binary numbers that workbooks store (`.2700000000004`); null when it has true thirds of a cent. */
function centsOfFraction(fraction: string): number | null {
  const cents = Number.parseInt(fraction.slice(0, 2).padEnd(2, '0'), 10);
  const rest = fraction.slice(2);
  if (/^0*$/u.test(rest) || NOISE_OF_ZEROS.test(rest)) return cents;
  return NOISE_OF_NINES.test(rest) ? cents + 1 : null;
}

function withoutSign(text: string): { body: string; isNegative: boolean } {
  const inBrackets = text.startsWith('(') && text.endsWith(')');
  let body = inBrackets ? text.slice(1, -1).trim() : text;
  let isNegative = inBrackets;
  for (const sign of ['-', '$', '-']) {
    if (!body.startsWith(sign)) continue;
    if (sign === '-' && isNegative) return { body: '', isNegative };
    isNegative = isNegative || sign === '-';
    body = body.slice(1).trim();
  }
  return { body, isNegative };
}

const DOLLAR = 36;
const POINT = 46;
const COMMA = 44;
const DIGIT_0 = 48;
/** A place for every digit of a safe integer, and no more. */
const LONGEST_USUAL = 15;

/** The usual `$1,234.56` or `1234.56`, without a regular expression: a large report has a million of them. Null for any other form. */
function usualCents(text: string): number | null {
  const start = text.charCodeAt(0) === DOLLAR ? 1 : 0;
  const point = text.length - 3;
  if (point <= start || text.length > LONGEST_USUAL || text.charCodeAt(point) !== POINT) return null;
  const hasCommas = text.includes(',');
  if (hasCommas && (point - start) % 4 === 0) return null;
  let cents = 0;
  for (let index = start; index < text.length; index += 1) {
    if (index === point) continue;
    const code = text.charCodeAt(index);
    const isCommaPlace = hasCommas && index < point && (point - index) % 4 === 0;
    if (isCommaPlace !== (code === COMMA)) return null;
    if (isCommaPlace) continue;
    if (code < DIGIT_0 || code > DIGIT_0 + 9) return null;
    cents = cents * 10 + (code - DIGIT_0);
  }
  return cents;
}

/**
 * Reads a US amount ("$1,234.56", "1234.5", "(12.00)", "-12") into whole cents without floating point. Null for anything
 * else, for more than two decimals and for amounts beyond the safe integers.
 */
export function parseMoneyToCents(text: string): number | null {
  const usual = usualCents(text);
  if (usual !== null) return usual;
  const { body, isNegative } = withoutSign(text.trim());
  const match = AMOUNT.exec(body);
  if (match === null) return null;
  const [, whole, fraction = ''] = match;
  if (whole === undefined && fraction === '') return null;
  const fractionCents = centsOfFraction(fraction);
  if (fractionCents === null) return null;
  const cents = Number.parseInt((whole ?? '0').replaceAll(',', ''), 10) * 100 + fractionCents;
  if (!Number.isSafeInteger(cents)) return null;
  return isNegative && cents !== 0 ? -cents : cents;
}

function groupThousands(whole: number): string {
  return String(whole).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}

/** "$1,234.56"; negative amounts as "-$1,234.56". Takes whole cents. */
export function formatCents(cents: number): string {
  const amount = Math.abs(cents);
  const rest = amount % 100;
  return `${cents < 0 ? '-' : ''}$${groupThousands((amount - rest) / 100)}.${String(rest).padStart(2, '0')}`;
}

/** Whole dollars, halves away from zero: "$1,235". For overviews; never for sums that are added up again. */
export function formatDollars(cents: number): string {
  const rounded = Math.abs(cents) + 50;
  const dollars = (rounded - (rounded % 100)) / 100;
  return `${cents < 0 && dollars > 0 ? '-' : ''}$${groupThousands(dollars)}`;
}
