import type { DigestModel, DigestProvisionalDate } from './digest-model.ts';
import { amountOf } from './digest-words.ts';
import { escapeHtml } from './escape-html.ts';
import { escaped, headingOf, panel } from './html-parts.ts';
import {
  PROVISIONAL_HEADING,
  PROVISIONAL_NOTICE,
  provisionalClockOf,
  provisionalDateOf,
  provisionalLinesOf,
  provisionalLinkOf,
} from './provisional-words.ts';

function dateRow(clientId: string, date: DigestProvisionalDate, { appUrl, businessDate }: DigestModel): string {
  const link = escapeHtml(provisionalLinkOf(appUrl, clientId, date.provisionalOn));
  const clocks = date.clocks.map((clock) => escaped(provisionalClockOf(clock, businessDate))).join('<br>\n');
  return `<tr><td class="line" style="padding:10px 0;border-top:1px solid #e3e8e7">
<a href="${link}">${escaped(provisionalDateOf(date))}</a><br>
<span class="dim" style="color:#5d6b68">${clocks}</span>
</td></tr>`;
}

/** The section of past dates without a status, apart from everything that is a deadline; empty without them. */
export function provisionalSectionHtml(model: DigestModel): string {
  const { clients, rest } = provisionalLinesOf(model);
  if (clients.length === 0) return '';
  const panels = clients.map(({ client, dates, rest: more }) => {
    const rows = dates.map((date) => dateRow(client.clientId, date, model));
    if (more !== null) rows.push(`<tr><td class="dim" style="color:#5d6b68">${escaped(more)}</td></tr>`);
    const link = escapeHtml(provisionalLinkOf(model.appUrl, client.clientId));
    return panel(`${client.clientName} · ${amountOf(client)}`, link, rows);
  });
  const tail =
    rest === null ? '' : `<p><a href="${escapeHtml(provisionalLinkOf(model.appUrl))}">${escaped(rest)}</a></p>`;
  return `${headingOf(PROVISIONAL_HEADING)}<p class="dim" style="color:#5d6b68;margin:0 0 6px">${escaped(PROVISIONAL_NOTICE)}</p>
${panels.join('\n')}${tail}`;
}
