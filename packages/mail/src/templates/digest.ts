import { renderDigestHtml } from './digest-html.ts';
import type { DigestModel, RenderedMail } from './digest-model.ts';
import { renderDigestText } from './digest-text.ts';
import { subjectOf } from './digest-words.ts';

/** Renders one morning's digest as subject, text part and HTML part. Pure: the same model gives the same bytes. */
export function renderDigest(model: DigestModel): RenderedMail {
  return { subject: subjectOf(model), text: renderDigestText(model), html: renderDigestHtml(model) };
}
