export interface Strength {
  /** 0 (refused) to 4. */
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly hint: string;
}

const TOO_COMMON = /password|passwort|12345|qwerty|letmein|capeline|customs|broker|abcdef/iu;
/** The server's limit, see the contract's `Password`. */
const PASSWORD_MIN_LENGTH = 12;

/** A rough guess that helps while typing; the server alone decides. Length counts for more than odd signs. */
export function passwordStrength(password: string): Strength {
  if (password.length < PASSWORD_MIN_LENGTH) {
    const missing = PASSWORD_MIN_LENGTH - password.length;
    return { score: 0, hint: `${missing} more character${missing === 1 ? '' : 's'}. Several words in a row are good.` };
  }
  const variety = new Set(password).size;
  if (TOO_COMMON.test(password) || variety < 6)
    return { score: 1, hint: 'Easy to guess: add words that do not belong together.' };
  if (password.length >= 20 && variety >= 10) return { score: 4, hint: 'Very strong.' };
  if (password.length >= 16) return { score: 3, hint: 'Strong.' };
  return { score: 2, hint: 'Good. Longer is better than odd signs.' };
}
