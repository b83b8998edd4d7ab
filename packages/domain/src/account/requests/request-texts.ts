import type { RouteTemplate } from '../routes/route.ts';
import type { RequestParts } from './request-draft.ts';
import type { RequestKind } from './request-kinds.ts';

/** Stands under everything that we ask an importer. */
const NEVER_SEND =
  'Please send neither passwords nor bank numbers, to us or to anybody by mail. CBP does not ask for them by mail either.';

const signature = ({ writer }: RequestParts): string => `${writer.name}\n${writer.firmName}`;

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');
const numbered = (lines: readonly string[]): string => lines.map((line, index) => `${index + 1}. ${line}`).join('\n');

function join(paragraphs: readonly (string | null)[]): string {
  return paragraphs.filter((paragraph) => paragraph !== null && paragraph !== '').join('\n\n');
}

function whoIsMeant({ book, clientName, importerNumbers }: RequestParts): string {
  const account = book.client('ace_account')?.value.name ?? null;
  return list([
    `Legal name: ${clientName}`,
    ...(importerNumbers.length === 0 ? [] : [`Importer number: ${importerNumbers.join(', ')}`]),
    ...(account === null ? [] : [`ACE account: ${account}`]),
  ]);
}

/** In the owner's own voice, since he alone can send it. */
export function askOwnerReactivation(parts: RequestParts): string {
  const owner = parts.book.client('account_owner')?.value;
  return join([
    'Please reactivate my ACE Portal account. I am the trade account owner and write from the address on record.',
    whoIsMeant(parts),
    parts.reason,
    'Please confirm, or tell me what else you need.',
    owner?.name ?? '[name of the trade account owner]',
  ]);
}

const TO_CBP: Readonly<Partial<Record<RequestKind, string>>> = {
  tao_lookup:
    'Please tell us who the trade account owner of this ACE account is. Nobody at the company knows. We understand that the current owner is notified of this request, and that it transfers nothing.',
  other_account_type:
    'We need an account that the ACE Portal Account Application Web Form does not make (Exporter or Protest Filer). Please tell us how to apply and what you need.',
  importer_number_reactivation:
    'Please reactivate this importer number, which shows as 20-Inactive. A revised CBP Form 5106 with current data is attached.',
  void_number:
    'This importer number shows as void. Please tell us why, and what the importer has to do so that its entries and refunds are not held up.',
  form_5106_update: 'Please update the importer record. A revised CBP Form 5106 is attached.',
  notify_party_add:
    'Please put the notify party of the attached CBP Form 4811, signed by the importer, on file for this importer number.',
  notify_party_revoke:
    'Please revoke the notify party that is on file for this importer number. The importer’s signed letter and the list of entries are attached.',
};

/** To CBP or a Center, under our own name. */
export function writeCbp(kind: RequestKind, parts: RequestParts): string {
  return join([
    TO_CBP[kind] ?? parts.rule.title,
    whoIsMeant(parts),
    parts.reason === null ? null : `Reason: ${parts.reason}`,
    'Please confirm, or tell us what else you need.',
    signature(parts),
  ]);
}

/** What to say and to write down in a call; nobody sends it. */
export function callNotes(parts: RequestParts): string {
  return join([
    'Have at hand:',
    whoIsMeant(parts),
    parts.reason === null ? null : `What it is about: ${parts.reason}`,
    'Ask what comes first, and write down: day, name, case number, what was said.',
  ]);
}

/** To the importer: what to have at hand and which clicks, in the words of the route. */
export function askImporter(parts: RequestParts, template: RouteTemplate | undefined): string {
  const steps = template === undefined ? null : `What to do:\n${numbered(template.steps)}`;
  const prepare = template === undefined ? null : `Have at hand:\n${list(template.prepare)}`;
  return join([
    `For your refunds through CAPE we need one thing from you.\n\n${template?.title ?? parts.rule.title}`,
    whoIsMeant(parts),
    parts.reason,
    prepare,
    steps,
    'Please tell us when it is done; a screenshot is the best proof.',
    NEVER_SEND,
    signature(parts),
  ]);
}
