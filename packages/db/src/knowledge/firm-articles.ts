import type { TenantTransaction } from '../transactions.ts';

/** A firm's own words for an article. */
export interface FirmArticleRow {
  readonly articleId: string;
  readonly title: string;
  readonly body: string;
  readonly checks: readonly string[];
  readonly version: number;
}

/** With who wrote it, for readers. */
export interface FirmArticleView extends FirmArticleRow {
  readonly updatedByName: string | null;
  readonly updatedAt: Date;
}

const COLUMNS = `a.article_id as "articleId", a.title, a.body, a.checks, a.version`;

/** Everything the firm wrote, its own articles by title. */
export function listFirmArticles(tx: TenantTransaction): Promise<FirmArticleView[]> {
  return tx.query<FirmArticleView>(
    `select ${COLUMNS}, u.name as "updatedByName", a.updated_at as "updatedAt"
       from firm_article a left join app_user u on u.id = a.updated_by
      where a.organization_id = $1 order by lower(a.title), a.article_id`,
    [tx.organizationId],
  );
}

/** The firm's words for one article, locked until the transaction ends; null when it wrote none. */
export async function lockFirmArticle(tx: TenantTransaction, articleId: string): Promise<FirmArticleRow | null> {
  const [row] = await tx.query<FirmArticleRow>(
    `select ${COLUMNS} from firm_article a where a.organization_id = $1 and a.article_id = $2 for update`,
    [tx.organizationId, articleId],
  );
  return row ?? null;
}

/** Writes the firm's words. Two that write the same first version at once: the second waits and then is told false. */
export async function saveFirmArticle(
  tx: TenantTransaction,
  article: FirmArticleRow & { readonly updatedBy: string | null; readonly updatedAt: Date },
): Promise<boolean> {
  const { articleId, title, body, checks, version, updatedBy, updatedAt } = article;
  const rows = await tx.query(
    `insert into firm_article (organization_id, article_id, title, body, checks, version, updated_by, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (organization_id, article_id) do update
       set title = excluded.title, body = excluded.body, checks = excluded.checks, version = excluded.version,
           updated_by = excluded.updated_by, updated_at = excluded.updated_at
       where firm_article.version = excluded.version - 1
     returning article_id`,
    [tx.organizationId, articleId, title, body, checks, version, updatedBy, updatedAt],
  );
  return rows.length > 0;
}

export async function deleteFirmArticle(tx: TenantTransaction, articleId: string): Promise<void> {
  await tx.query('delete from firm_article where organization_id = $1 and article_id = $2', [
    tx.organizationId,
    articleId,
  ]);
}
