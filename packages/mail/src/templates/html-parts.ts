import { oneLine } from '../one-line.ts';
import { escapeHtml } from './escape-html.ts';

/** Text of a report or of a person as one safe line. */
export const escaped = (text: string): string => escapeHtml(oneLine(text, 500));

/** The heading of a section. */
export const headingOf = (text: string): string => `<h2 style="font-size:15px;margin:20px 0 8px">${escaped(text)}</h2>`;

/** A client's panel: a heading that leads on, and rows below it. */
export function panel(heading: string, link: string, rows: readonly string[]): string {
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="panel" style="background:#ffffff;border:1px solid #e3e8e7;border-radius:8px;margin:0 0 12px"><tr><td style="padding:12px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">
<tr><td style="padding:0 0 8px;font-size:16px;font-weight:600"><a href="${link}">${escaped(heading)}</a></td></tr>
${rows.join('\n')}
</table></td></tr></table>`;
}
