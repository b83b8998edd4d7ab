import { AppError } from '@capeline/contracts';

const PASSWORD = /\b(?:password|passwort|passwd|passcode|pwd)\b\s*(?:is\b|[:=])\s*\S/iu;
const BANK_WORD = /\b(?:routing|aba|rtn|bank|account|acct|iban)\b/iu;
const BANK_ACCOUNT = /\b(?:account|acct)\b\.?\s*(?:no|nr|num|number|#)?\.?\s*[:=#]\s*\d{6,17}\b/iu;
const NINE_DIGITS = /(?<![\d-])\d{4}[- ]?\d{4}[- ]?\d(?![\d-])/gu;
const ABA_WEIGHTS = [3, 7, 1, 3, 7, 1, 3, 7, 1];

/** A US bank's routing number: nine digits, the weighted sum of which ends in 0, in a range that the Federal Reserve assigns. */
function isRoutingNumber(digits: string): boolean {
  const prefix = Number(digits.slice(0, 2));
  const isAssigned = prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) || prefix === 80;
  const sum = ABA_WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return isAssigned && sum > 0 && sum % 10 === 0;
}

function holdsBankNumber(text: string): boolean {
  if (BANK_ACCOUNT.test(text)) return true;
  if (!BANK_WORD.test(text)) return false;
  return [...text.matchAll(NINE_DIGITS)].some(([digits]) => isRoutingNumber(digits.replace(/\D/gu, '')));
}

/** What a text plainly holds that has no place here. */
export function findSecrets(text: string): ('password' | 'bank_number')[] {
  return [
    ...(PASSWORD.test(text) ? (['password'] as const) : []),
    ...(holdsBankNumber(text) ? (['bank_number'] as const) : []),
  ];
}

const SECRET_WORDS = {
  password: 'This looks like a password. Never write one down here; say only what you saw.',
  bank_number: 'This looks like a bank number. The importer enters bank data in ACE alone; write only that it is done.',
} as const;

/**
 * Refuses typed text that plainly holds a password or a bank number: they have no place here, and nobody may be asked for
 * them. Throws `request.invalid` with the field; the text itself is repeated nowhere.
 */
export function refuseSecrets(fields: Readonly<Record<string, string | null | undefined>>): void {
  const issues: { pointer: string; message: string }[] = [];
  for (const [pointer, text] of Object.entries(fields)) {
    if (text === null || text === undefined) continue;
    for (const secret of findSecrets(text)) issues.push({ pointer, message: SECRET_WORDS[secret] });
  }
  if (issues.length > 0)
    throw new AppError(
      'request.invalid',
      'Capeline keeps no passwords and no bank numbers. Nothing was stored.',
      issues,
    );
}
