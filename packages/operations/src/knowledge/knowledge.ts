import { randomUUID } from 'node:crypto';
import { AppError, type ChangeArticleRequest, type KnowledgeArticle, type KnowledgeQuery } from '@capeline/contracts';
import {
  deleteFirmArticle,
  type FirmArticleView,
  listFirmArticles,
  lockFirmArticle,
  saveFirmArticle,
  type TenantTransaction,
} from '@capeline/db';
import { ARTICLES, ARTICLES_CHECKED_ON, type Article, isCheckKind, searchArticles } from '@capeline/domain';
import { appendAudit } from '../audit/append-audit.ts';
import { refuseSecrets } from '../checks/refuse-secrets.ts';
import { assertVersion } from '../clients/expected-version.ts';
import { notFound, userIdOf, type Writer } from '../clients/reader.ts';

const OWN = 'own-';
const OURS: ReadonlyMap<string, Article> = new Map(ARTICLES.map((article) => [article.id, article]));

const changeOf = (row: FirmArticleView, article: Article | undefined) => ({
  by: row.updatedByName,
  at: row.updatedAt.toISOString(),
  original: article === undefined ? null : { title: article.title, body: article.body },
});

function describeOurs(article: Article, row: FirmArticleView | undefined): KnowledgeArticle {
  const { id, topic, checks, words, sources } = article;
  const said = row ?? article;
  return {
    id,
    topic,
    title: said.title,
    body: said.body,
    checks: [...checks],
    words: [...words],
    sources: [...sources],
    checkedOn: ARTICLES_CHECKED_ON,
    changed: row === undefined ? null : changeOf(row, article),
    version: row?.version ?? 0,
  };
}

const describeOwn = (row: FirmArticleView): KnowledgeArticle => ({
  id: row.articleId,
  topic: 'own',
  title: row.title,
  body: row.body,
  checks: row.checks.filter(isCheckKind),
  words: [],
  sources: [],
  checkedOn: null,
  changed: changeOf(row, undefined),
  version: row.version,
});

/** Our articles in the firm's words where it has its own, after them the articles that the firm wrote. */
async function listAll(tx: TenantTransaction): Promise<KnowledgeArticle[]> {
  const rows = await listFirmArticles(tx);
  const byId = new Map(rows.map((row) => [row.articleId, row]));
  const own = rows.filter(({ articleId }) => articleId.startsWith(OWN));
  return [...ARTICLES.map((article) => describeOurs(article, byId.get(article.id))), ...own.map(describeOwn)];
}

/** The articles that hold every word of the query and stand beside the check that is asked for, best first. */
export async function findArticles(tx: TenantTransaction, query: KnowledgeQuery): Promise<KnowledgeArticle[]> {
  const { q, check } = query;
  const all = await listAll(tx);
  return searchArticles(check === undefined ? all : all.filter(({ checks }) => checks.includes(check)), q ?? '');
}

/** One article as the firm reads it. Throws `not_found`. */
export async function getArticle(tx: TenantTransaction, id: string): Promise<KnowledgeArticle> {
  const found = (await listAll(tx)).find((article) => article.id === id);
  if (found === undefined) throw notFound();
  return found;
}

export interface ChangeArticleInput {
  readonly id: string;
  readonly change: ChangeArticleRequest;
  readonly ifMatch: string | undefined;
}

async function save(tx: TenantTransaction, input: ChangeArticleInput, version: number, writer: Writer): Promise<void> {
  const { id, change } = input;
  refuseSecrets({ '/title': change.title, '/body': change.body });
  const row = { articleId: id, title: change.title, body: change.body, checks: change.checks ?? [], version };
  const isSaved = await saveFirmArticle(tx, { ...row, updatedBy: userIdOf(writer), updatedAt: writer.now });
  if (!isSaved)
    throw new AppError('conflict.version', 'Somebody wrote this article at the same moment. Load it again.');
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'knowledge.changed',
    subject: { kind: 'knowledge_article', id },
    details: { title: change.title, version },
  });
}

/**
 * Puts the firm's words in place of an article's, or changes one that the firm wrote. Ours stays readable beside them. Throws `not_found`,
 * `conflict.version`, and `request.invalid` for passwords and bank numbers.
 */
export async function changeArticle(
  tx: TenantTransaction,
  input: ChangeArticleInput,
  writer: Writer,
): Promise<KnowledgeArticle> {
  const before = await lockFirmArticle(tx, input.id);
  if (before === null && !OURS.has(input.id)) throw notFound();
  assertVersion(input.ifMatch, before?.version ?? 0);
  const checks = input.change.checks ?? (before?.checks ?? []).filter(isCheckKind);
  await save(tx, { ...input, change: { ...input.change, checks } }, (before?.version ?? 0) + 1, writer);
  return getArticle(tx, input.id);
}

/** Adds an article of the firm's own. Throws `request.invalid` for passwords and bank numbers. */
export async function writeArticle(
  tx: TenantTransaction,
  change: ChangeArticleRequest,
  writer: Writer,
): Promise<KnowledgeArticle> {
  const id = `${OWN}${randomUUID()}`;
  await save(tx, { id, change, ifMatch: undefined }, 1, writer);
  return getArticle(tx, id);
}

/** Takes the firm's words away: ours stand again, and an article of its own is gone. Throws `not_found` where the firm wrote none. */
export async function removeFirmArticle(tx: TenantTransaction, id: string, writer: Writer): Promise<void> {
  const before = await lockFirmArticle(tx, id);
  if (before === null) throw notFound();
  await deleteFirmArticle(tx, id);
  await appendAudit(tx, {
    at: writer.now,
    actor: writer.actor,
    action: 'knowledge.removed',
    subject: { kind: 'knowledge_article', id },
    details: { title: before.title, version: before.version },
  });
}
