import { PROBLEMS } from '@capeline/contracts';
import { z } from 'zod';

/** The parts of an OpenAPI document that the page shows; the document is our own, this only gives its pieces types. */
const Operation = z.looseObject({
  summary: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), required: z.boolean().optional() })).optional(),
  requestBody: z.looseObject({ content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(z.string(), z.looseObject({ description: z.string().optional() })),
});
const Document = z.looseObject({
  info: z.looseObject({ title: z.string(), version: z.string(), description: z.string().optional() }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
});
type Operation = z.infer<typeof Operation>;

function escapeHtml(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[char] ?? char,
  );
}

/** Backticks become code; everything else is escaped text. */
const prose = (text: string): string => escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');

function renderOperation(path: string, method: string, operation: Operation): string {
  const parameters = (operation.parameters ?? [])
    .map(
      ({ name, in: place, required }) =>
        `<li><code>${escapeHtml(name)}</code> ${escapeHtml(place)}${required ? ', required' : ''}</li>`,
    )
    .join('');
  const bodies = Object.entries(operation.requestBody?.content ?? {})
    .map(([type, content]) => {
      return `<details><summary>Body <code>${escapeHtml(type)}</code></summary><pre>${escapeHtml(JSON.stringify(content, null, 2))}</pre></details>`;
    })
    .join('');
  const answers = Object.entries(operation.responses)
    .map(
      ([status, answer]) =>
        `<tr><th scope="row">${escapeHtml(status)}</th><td>${prose(answer.description ?? '')}</td></tr>`,
    )
    .join('');
  return `<article><h3><span class="method">${escapeHtml(method.toUpperCase())}</span> <code>${escapeHtml(path)}</code></h3>
<p>${prose(operation.summary ?? '')}. ${prose(operation.description ?? '')}</p>${parameters ? `<ul>${parameters}</ul>` : ''}${bodies}
<table><tbody>${answers}</tbody></table></article>`;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
article{border-top:1px solid #8886;padding:.5rem 0}.method{font-weight:700}table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.15rem .75rem .15rem 0}
pre{overflow:auto;font-size:.85rem}`;

/** Renders the OpenAPI document as one page without scripts and without anything from another server. */
export function renderDocumentation(openApi: unknown): string {
  const { info, paths } = Document.parse(openApi);
  const byTag = new Map<string, string[]>();
  for (const [path, operations] of Object.entries(paths))
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? 'service';
      byTag.set(tag, [...(byTag.get(tag) ?? []), renderOperation(path, method, operation)]);
    }
  const sections = [...byTag].map(
    ([tag, articles]) => `<section><h2 id="${escapeHtml(tag)}">${escapeHtml(tag)}</h2>${articles.join('')}</section>`,
  );
  const codes = Object.entries(PROBLEMS)
    .map(
      ([code, { status, title }]) =>
        `<tr id="${code}"><th scope="row"><code>${code}</code></th><td>${status}</td><td>${escapeHtml(title)}</td></tr>`,
    )
    .join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(info.title)} API</title><style>${STYLE}</style></head><body>
<h1>${escapeHtml(info.title)} API ${escapeHtml(info.version)}</h1><p>${prose(info.description ?? '')}</p>
<p>The same for programs: <a href="/api/openapi.json">/api/openapi.json</a>.</p>
${sections.join('\n')}<section><h2 id="errors">Error codes</h2><table><tbody>${codes}</tbody></table></section></body></html>`;
}
