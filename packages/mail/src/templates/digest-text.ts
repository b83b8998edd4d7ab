import { formatLong } from '@capeline/domain';
import { oneLine } from '../one-line.ts';
import type { DigestDate, DigestModel } from './digest-model.ts';
import {
  type DigestClient,
  type DigestSection,
  type FoldedClient,
  type FoldedSection,
  sectionsOf,
} from './digest-sections.ts';
import {
  AID_NOTICE,
  addUntilOf,
  amountOf,
  DUE_FOLDED_HEADING,
  entriesLabelOf,
  foldedHeadlineOf,
  foldedRemainsOf,
  headlineOf,
  LAPSED_HEADING,
  lastDayOf,
  missingReportsOf,
  moreEntriesOf,
  NO_DUTY_HEADING,
  omittedOf,
  omittedProtestsOf,
  omittedWithdrawalsOf,
  PROTESTED_HEADING,
  protestOf,
  rehearsalNotice,
  remainsOf,
  SAMPLE_NOTICE,
  standsInOf,
  summaryOf,
  WITHDRAWALS_NAMED,
  WITHDRAWN_HEADING,
  WITHDRAWN_NOTICE,
  withdrawalOf,
} from './digest-words.ts';
import {
  PROVISIONAL_HEADING,
  PROVISIONAL_NOTICE,
  provisionalClockOf,
  provisionalDateOf,
  provisionalLinesOf,
  provisionalLinkOf,
} from './provisional-words.ts';

function entriesLine(date: Pick<DigestDate, 'entryCount' | 'entryNumbers'>): string {
  const more = moreEntriesOf(date);
  const listed = date.entryNumbers.map((number) => oneLine(number)).join(', ');
  return `${entriesLabelOf(date)}: ${[listed, more].filter((part) => part !== null && part !== '').join(' ')}`;
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

function foldedClientLines(client: FoldedClient, model: DigestModel): string[] {
  const today = model.businessDate;
  return [
    oneLine(client.name),
    `  ${model.appUrl}/deadlines?clientId=${client.clientId}`,
    ...client.kinds.flatMap((fold) => [
      `  ${foldedHeadlineOf(fold, today)} · ${amountOf(fold)}`,
      `    ${foldedRemainsOf(fold, today)}`,
      `    ${entriesLine(fold)}`,
    ]),
    '',
  ];
}

function foldedSection(heading: string, { clients, omitted }: FoldedSection, model: DigestModel): string[] {
  if (clients.length === 0) return [];
  const rest = omittedOf(omitted);
  return [
    heading.toUpperCase(),
    '',
    ...clients.flatMap((client) => foldedClientLines(client, model)),
    ...(rest === null ? [] : [`${rest}: ${model.appUrl}/board`, '']),
  ];
}

function protestSection({ protests, protestsOmitted, businessDate }: DigestModel): string[] {
  if (protests.length === 0) return [];
  const rest = omittedProtestsOf(protestsOmitted);
  return [
    `${PROTESTED_HEADING}:`,
    ...protests.flatMap((protest) => {
      const until = addUntilOf(protest, businessDate);
      return [
        `  ${oneLine(protest.clientName)}: ${protestOf(protest)}`,
        `    ${entriesLine(protest)}`,
        ...(until === null ? [] : [`    ${until}`]),
      ];
    }),
    ...(rest === null ? [] : [`  ${rest}`]),
    '',
  ];
}

function withdrawnSection({ withdrawn, appUrl }: DigestModel): string[] {
  if (withdrawn.length === 0) return [];
  const rest = omittedWithdrawalsOf(withdrawn.length - WITHDRAWALS_NAMED);
  return [
    WITHDRAWN_HEADING.toUpperCase(),
    '',
    WITHDRAWN_NOTICE,
    ...withdrawn
      .slice(0, WITHDRAWALS_NAMED)
      .flatMap((one) => [
        `  ${oneLine(one.clientName)}: ${oneLine(withdrawalOf(one))}`,
        `    ${appUrl}/imports/${one.importId}`,
      ]),
    ...(rest === null ? [] : [`  ${rest}: ${appUrl}/alerts`]),
    '',
  ];
}

function provisionalSection(model: DigestModel): string[] {
  const { clients, rest } = provisionalLinesOf(model);
  if (clients.length === 0) return [];
  const { appUrl, businessDate } = model;
  return [
    PROVISIONAL_HEADING.toUpperCase(),
    '',
    PROVISIONAL_NOTICE,
    '',
    ...clients.flatMap(({ client, dates, rest: more }) => [
      `${oneLine(client.clientName)} · ${amountOf(client)}`,
      `  ${provisionalLinkOf(appUrl, client.clientId)}`,
      ...dates.flatMap((date) => [
        `  ${provisionalDateOf(date)}`,
        ...date.clocks.map((clock) => `    ${provisionalClockOf(clock, businessDate)}`),
        `    ${provisionalLinkOf(appUrl, client.clientId, date.provisionalOn)}`,
      ]),
      ...(more === null ? [] : [`  ${more}`]),
      '',
    ]),
    ...(rest === null ? [] : [`${rest}: ${provisionalLinkOf(appUrl)}`, '']),
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
  const missing = missingReportsOf(model);
  const standsIn = standsInOf(model);
  return [
    `${oneLine(model.firmName)} · ${formatLong(model.businessDate)}`,
    ...(model.isRehearsal ? [rehearsalNotice(model.businessDate)] : []),
    ...(model.isSample ? [SAMPLE_NOTICE] : []),
    '',
    `${summaryOf(model)}.`,
    ...(standsIn === null ? [] : [standsIn]),
    ...(missing === null ? [] : [`${missing} Load this week’s ES-003: ${model.appUrl}/imports`]),
    `Board: ${model.appUrl}/board`,
    '',
    ...section(null, sections.due, model),
    ...foldedSection(DUE_FOLDED_HEADING, sections.dueFolded, model),
    ...section(LAPSED_HEADING, sections.lapsed, model),
    ...foldedSection(LAPSED_HEADING, sections.folded, model),
    ...section(NO_DUTY_HEADING, sections.withoutDuty, model),
    ...provisionalSection(model),
    ...withdrawnSection(model),
    ...protestSection(model),
    '--',
    AID_NOTICE,
    '',
  ].join('\n');
}
