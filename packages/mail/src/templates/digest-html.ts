import { formatLong } from '@capeline/domain';
import type { DigestDate, DigestModel } from './digest-model.ts';
import {
  type DigestClient,
  type DigestSection,
  type FoldedClient,
  type FoldedDates,
  type FoldedSection,
  sectionsOf,
} from './digest-sections.ts';
import {
  AID_NOTICE,
  addUntilOf,
  amountOf,
  DUE_FOLDED_HEADING,
  foldedHeadlineOf,
  foldedRemainsOf,
  headlineOf,
  isLapsedFold,
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
import { escapeHtml } from './escape-html.ts';
import { escaped, headingOf, panel } from './html-parts.ts';
import { provisionalSectionHtml } from './provisional-html.ts';

// Mail programs know tables and little CSS. Colours are set inline for light and by classes for dark; nothing is loaded.
const STYLE = `
body{margin:0;padding:0;background:#f7f8f8;color:#16211f}
a{color:#0f6f62}
@media (prefers-color-scheme:dark){
body,.bg{background:#0f1514!important;color:#e8eeec!important}
.panel{background:#161d1c!important;border-color:#26302e!important}
.dim{color:#a3b0ad!important}
.line{border-color:#26302e!important}
.red{color:#ff8a80!important}
.mark{background:#3a2c14!important;color:#f4b860!important}
a{color:#4cc3b1!important}
}`;
const FONT = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Arial,sans-serif';

function entriesOf(date: Pick<DigestDate, 'entryCount' | 'entryNumbers'>, link: string): string {
  const listed = date.entryNumbers
    .map((number) => `<span style="white-space:nowrap">${escaped(number)}</span>`)
    .join(', ');
  const more = moreEntriesOf(date);
  return more === null ? listed : `${listed} <a href="${link}">${escaped(more)}</a>`;
}

function colourOf(isRed: boolean): string {
  return isRed ? ' class="red" style="color:#b3261e;font-weight:600"' : ' style="font-weight:600"';
}

function dateRow(date: DigestDate, model: DigestModel): string {
  const today = model.businessDate;
  const link = escapeHtml(`${model.appUrl}/deadlines/${date.deadlineId}`);
  const lastDay = lastDayOf(date, today);
  const isRed = date.tier === 'lapsed' || date.tier <= 7;
  return `<tr><td class="line" style="padding:10px 0;border-top:1px solid #e3e8e7">
<a href="${link}"${colourOf(isRed)}>${escaped(headlineOf(date, today))}</a><br>
${escaped(amountOf(date))}<br>
<span class="dim" style="color:#5d6b68">${lastDay === null ? '' : `${escaped(lastDay)} `}${escaped(remainsOf(date, today))}</span><br>
<span class="dim" style="color:#5d6b68;font-size:13px">${entriesOf(date, link)}</span>
</td></tr>`;
}

function clientTable(client: DigestClient, model: DigestModel): string {
  const link = escapeHtml(`${model.appUrl}/clients/${client.clientId}`);
  return panel(
    client.name,
    link,
    client.dates.map((date) => dateRow(date, model)),
  );
}

function foldedRow(fold: FoldedDates, link: string, model: DigestModel): string {
  const today = model.businessDate;
  return `<tr><td class="line" style="padding:10px 0;border-top:1px solid #e3e8e7">
<span${colourOf(isLapsedFold(fold))}>${escaped(foldedHeadlineOf(fold, today))}</span><br>
${escaped(amountOf(fold))}<br>
<span class="dim" style="color:#5d6b68">${escaped(foldedRemainsOf(fold, today))}</span><br>
<span class="dim" style="color:#5d6b68;font-size:13px">${entriesOf(fold, link)}</span>
</td></tr>`;
}

function foldedTable(client: FoldedClient, model: DigestModel): string {
  const link = escapeHtml(`${model.appUrl}/deadlines?clientId=${client.clientId}`);
  return panel(
    client.name,
    link,
    client.kinds.map((fold) => foldedRow(fold, link, model)),
  );
}

function restOf(omitted: number, model: DigestModel): string {
  const rest = omittedOf(omitted);
  return rest === null ? '' : `<p><a href="${escapeHtml(model.appUrl)}/board">${escaped(rest)}</a></p>`;
}

function foldedSection(heading: string, { clients, omitted }: FoldedSection, model: DigestModel): string {
  if (clients.length === 0) return '';
  const tables = clients.map((client) => foldedTable(client, model)).join('\n');
  return headingOf(heading) + tables + restOf(omitted, model);
}

function protestSection({ protests, protestsOmitted, businessDate, appUrl }: DigestModel): string {
  if (protests.length === 0) return '';
  const lines = protests.map((protest) => {
    const link = escapeHtml(`${appUrl}/clients/${protest.clientId}`);
    const until = addUntilOf(protest, businessDate);
    const tail = until === null ? '' : `<br>${escaped(until)}`;
    return `<li style="margin:0 0 6px"><a href="${link}">${escaped(protest.clientName)}</a>: ${escaped(protestOf(protest))}<br>${entriesOf(protest, link)}${tail}</li>`;
  });
  const rest = omittedProtestsOf(protestsOmitted);
  if (rest !== null) lines.push(`<li>${escaped(rest)}</li>`);
  return `<p class="dim" style="color:#5d6b68;margin:20px 0 4px">${escaped(PROTESTED_HEADING)}</p>
<ul class="dim" style="color:#5d6b68;font-size:13px;margin:0;padding-left:18px">
${lines.join('\n')}
</ul>`;
}

function withdrawnSection({ withdrawn, appUrl }: DigestModel): string {
  if (withdrawn.length === 0) return '';
  const lines = withdrawn.slice(0, WITHDRAWALS_NAMED).map((one) => {
    const link = escapeHtml(`${appUrl}/imports/${one.importId}`);
    return `<li style="margin:0 0 6px">${escaped(one.clientName)}: <a href="${link}">${escaped(withdrawalOf(one))}</a></li>`;
  });
  const rest = omittedWithdrawalsOf(withdrawn.length - WITHDRAWALS_NAMED);
  if (rest !== null) lines.push(`<li><a href="${escapeHtml(`${appUrl}/alerts`)}">${escaped(rest)}</a></li>`);
  return `${headingOf(WITHDRAWN_HEADING)}<p class="dim" style="color:#5d6b68;margin:0 0 6px">${escaped(WITHDRAWN_NOTICE)}</p>
<ul style="margin:0;padding-left:18px">
${lines.join('\n')}
</ul>`;
}

function section(heading: string | null, { clients, omitted }: DigestSection, model: DigestModel): string {
  if (clients.length === 0) return '';
  const title = heading === null ? '' : headingOf(heading);
  return title + clients.map((client) => clientTable(client, model)).join('\n') + restOf(omitted, model);
}

function standsInLine(model: DigestModel): string {
  const standsIn = standsInOf(model);
  return standsIn === null ? '' : `<p style="margin:0 0 8px">${escaped(standsIn)}</p>\n`;
}

function missingLine(model: DigestModel): string {
  const missing = missingReportsOf(model);
  if (missing === null) return '';
  const link = `<a href="${escapeHtml(model.appUrl)}/imports">Load this week’s ES-003</a>`;
  return `<p style="margin:0 0 8px">${escaped(missing)} ${link}</p>`;
}

function noticesOf(model: DigestModel): string {
  const notices = [
    ...(model.isRehearsal ? [rehearsalNotice(model.businessDate)] : []),
    ...(model.isSample ? [SAMPLE_NOTICE] : []),
  ];
  return notices
    .map(
      (notice) =>
        `<p class="mark" style="background:#fdf1dc;color:#9a5b00;padding:8px 12px;margin:0 0 8px">${escaped(notice)}</p>`,
    )
    .join('\n');
}

/** The HTML part: tables, inline styles, light and dark, no image and nothing loaded from anywhere. */
export function renderDigestHtml(model: DigestModel): string {
  const sections = sectionsOf(model.dates);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escaped(summaryOf(model))}</title><style>${STYLE}</style></head>
<body class="bg" style="margin:0;background:#f7f8f8;color:#16211f;${FONT};font-size:14px;line-height:1.5">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:20px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:680px"><tr><td>
${noticesOf(model)}
<p class="dim" style="color:#5d6b68;margin:0">${escaped(model.firmName)} · ${escaped(formatLong(model.businessDate))}</p>
<h1 style="font-size:20px;margin:4px 0 4px">${escaped(summaryOf(model))}</h1>
${standsInLine(model)}${missingLine(model)}
<p style="margin:0 0 16px"><a href="${escapeHtml(model.appUrl)}/board">Open the board</a></p>
${section(null, sections.due, model)}
${foldedSection(DUE_FOLDED_HEADING, sections.dueFolded, model)}
${section(LAPSED_HEADING, sections.lapsed, model)}
${foldedSection(LAPSED_HEADING, sections.folded, model)}
${section(NO_DUTY_HEADING, sections.withoutDuty, model)}
${provisionalSectionHtml(model)}
${withdrawnSection(model)}
${protestSection(model)}
<p class="dim" style="color:#5d6b68;font-size:12px;margin:20px 0 0">${escaped(AID_NOTICE)}</p>
</td></tr></table></td></tr></table></body></html>
`;
}
