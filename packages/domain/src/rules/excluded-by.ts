/** A rule with whether its own text was read. */
export interface VerifiableRule {
  readonly verified: boolean;
}

/**
 * The rule that excludes something (a right, a clock, an entry), or null. The only door through which a rule may say "not
 * needed": an unverified rule excludes nothing, whatever it says; it may alarm or ask for data elsewhere.
 */
export function excludedBy<Rule extends VerifiableRule>(
  rules: Iterable<Rule>,
  excludes: (rule: Rule) => boolean,
): Rule | null {
  for (const rule of rules) {
    if (rule.verified && excludes(rule)) return rule;
  }
  return null;
}
