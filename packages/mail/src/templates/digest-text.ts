import { formatLong } from '@capeline/domain';
import { oneLine } from '../one-line.ts';
import type { DigestDate, DigestModel } from './digest-model.ts';
import { type DigestClient, type DigestSection, sectionsOf } from './digest-sections.ts';
import {
  AID_NOTICE,
  amountOf,
  headlineOf,
  LAPSED_HEADING,
  lastDayOf,
  moreEntriesOf,
  NO_DUTY_HEADING,
  omittedOf,
  rehearsalNotice,
  remainsOf,
  SAMPLE_NOTICE,
  summaryOf,
} from './digest-words.ts';

function entriesLine(date: DigestDate): string {
  const more = moreEntriesOf(date);
  const listed = date.entryNumbers.map((number) => oneLine(number)).join(', ');
  return `Entries: ${[listed, more].filter((part) => part !== null && part !== '').join(' ')}`;
}

function dateLines(date: DigestDate, model: DigestModel): string[] {
  const lastDay = lastDayOf(date, model.businessDate);
  return [
    `  ${headlineOf(date, model.businessDate)} · ${amountOf(date)}`,
    ...(lastDay === null ? [] : [`    ${lastDay}`]),
    `    ${remainsOf(date, model.businessDate)}`,
    `    ${entriesLine(date)}`,
    `    ${model.appUrl}/deadlines/${date.deadlineId}`,
    '',
  ];
}

function clientLines(client: DigestClient, model: DigestModel): string[] {
  return [
    oneLine(client.name),
    `  ${model.appUrl}/clients/${client.clientId}`,
    ...client.dates.flatMap((date) => dateLines(date, model)),
  ];
}

function section(heading: string | null, { clients, omitted }: DigestSection, model: DigestModel): string[] {
  if (clients.length === 0) return [];
  const title = heading === null ? [] : [heading.toUpperCase(), ''];
  const rest = omittedOf(omitted);
  const tail = rest === null ? [] : [`${rest}: ${model.appUrl}/board`, ''];
  return [...title, ...clients.flatMap((client) => clientLines(client, model)), ...tail];
}

/** The text part: complete on its own, for readers without HTML. */
export function renderDigestText(model: DigestModel): string {
  const sections = sectionsOf(model.dates);
  return [
    `${oneLine(model.firmName)} · ${formatLong(model.businessDate)}`,
    ...(model.isRehearsal ? [rehearsalNotice(model.businessDate)] : []),
    ...(model.isSample ? [SAMPLE_NOTICE] : []),
    '',
    `${summaryOf(model.dates)}.`,
    `Board: ${model.appUrl}/board`,
    '',
    ...section(null, sections.due, model),
    ...section(LAPSED_HEADING, sections.lapsed, model),
    ...section(NO_DUTY_HEADING, sections.withoutDuty, model),
    '--',
    AID_NOTICE,
    '',
  ].join('\n');
}
