import { oneLine } from '../one-line.ts';
import type { RenderedMail } from './digest-model.ts';
import { escapeHtml } from './escape-html.ts';

/**
 * Stands where a message's secret link will stand: messages are kept and shown in the mail log, so the link itself is put in only
 * when the message leaves. `.invalid` leads nowhere by definition (RFC 2606).
 */
export const LINK_PLACE = 'https://the-link-stands-only-in-the-mail.invalid/';

/** A short message around one link. */
export interface LinkMailModel {
  readonly subject: string;
  readonly isRehearsal: boolean;
  readonly before: readonly string[];
  /** What the link does, as its words. */
  readonly action: string;
  readonly after: readonly string[];
}

const FONT = 'font:15px/1.55 system-ui,-apple-system,Segoe UI,Roboto,Arial,sans-serif';
const paragraph = (text: string): string => `<p style="margin:0 0 14px">${escapeHtml(oneLine(text, 500))}</p>`;

/** Renders a message around one link, which is `LINK_PLACE` until `withLink` puts it in. Pure. */
export function renderLinkMail(model: LinkMailModel): RenderedMail {
  const { before, action, after } = model;
  const line = (text: string): string => oneLine(text, 500);
  return {
    subject: oneLine(`${model.isRehearsal ? '[Rehearsal] ' : ''}${model.subject}`),
    text: [...before.map(line), `${action}:\n${LINK_PLACE}`, ...after.map(line)].join('\n\n').concat('\n'),
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>${escapeHtml(oneLine(model.subject))}</title></head>
<body style="margin:0;padding:24px;${FONT}"><div style="max-width:560px;margin:0 auto">
${before.map(paragraph).join('\n')}
<p style="margin:0 0 14px"><a href="${LINK_PLACE}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#0f6f62;color:#ffffff;text-decoration:none">${escapeHtml(action)}</a></p>
${after.map(paragraph).join('\n')}
</div></body></html>`,
  };
}

/** Puts the link where `LINK_PLACE` stands, in text and HTML. */
export function withLink(mail: { text: string; html: string }, url: string): { text: string; html: string } {
  return {
    text: mail.text.replaceAll(LINK_PLACE, () => url),
    html: mail.html.replaceAll(LINK_PLACE, () => escapeHtml(url)),
  };
}
