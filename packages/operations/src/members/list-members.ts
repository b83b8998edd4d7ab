import type { Member } from '@capeline/contracts';
import { listMembers as readMembers, type TenantTransaction } from '@capeline/db';

/** Up to two letters by which a person is recognised: first and last word of the name, else the beginning of the address. */
export function initialsOf(name: string, email: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const letters =
    words.length > 1
      ? [words[0], words.at(-1)].map((word) => [...(word ?? '')][0] ?? '')
      : [...(words[0] ?? email)].slice(0, 2);
  return letters.join('').toUpperCase();
}

/** The members of the firm, by name. */
export async function listMembers(tx: TenantTransaction): Promise<Member[]> {
  const members = await readMembers(tx);
  return members.map((member) => ({ ...member, initials: initialsOf(member.name, member.email) }));
}
