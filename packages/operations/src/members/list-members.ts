import type { Absence, Member } from '@capeline/contracts';
import { type AbsenceRow, listAbsences, listMembers as readMembers, type TenantTransaction } from '@capeline/db';

/** Up to two letters by which a person is recognised: first and last word of the name, else the beginning of the address. */
export function initialsOf(name: string, email: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const letters =
    words.length > 1
      ? [words[0], words.at(-1)].map((word) => [...(word ?? '')][0] ?? '')
      : [...(words[0] ?? email)].slice(0, 2);
  return letters.join('').toUpperCase();
}

function describeAbsence(row: AbsenceRow): Absence {
  const { fromOn, untilOn, delegateUserId, delegateName } = row;
  const delegate = delegateUserId === null ? null : { userId: delegateUserId, name: delegateName ?? '' };
  return { from: fromOn, until: untilOn, delegate };
}

/** The members of the firm, by name, with the absence that runs on `today` or is planned. */
export async function listMembers(tx: TenantTransaction, today: string): Promise<Member[]> {
  const members = await readMembers(tx);
  const absences = new Map((await listAbsences(tx, today)).map((row) => [row.userId, describeAbsence(row)]));
  return members.map((member) => ({
    ...member,
    initials: initialsOf(member.name, member.email),
    absence: absences.get(member.userId) ?? null,
  }));
}
