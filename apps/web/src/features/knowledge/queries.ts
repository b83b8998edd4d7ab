import type { ChangeArticleRequest, KnowledgeArticle } from '@capeline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/http.ts';

export interface ArticleChange {
  /** Null adds an article of the firm's own. */
  readonly id: string | null;
  /** The version that was read; null writes over whatever stands. */
  readonly version: number | null;
  readonly body: ChangeArticleRequest;
}

function send({ id, version, body }: ArticleChange): Promise<KnowledgeArticle> {
  if (id === null) return request<KnowledgeArticle>('knowledge', { method: 'POST', body });
  const versions = version === null ? {} : { versions: [version] };
  return request<KnowledgeArticle>(`knowledge/${encodeURIComponent(id)}`, { method: 'PUT', body, ...versions });
}

/** Writes the firm's words; every list of articles asks again. */
export function useChangeArticle() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => cache.invalidateQueries({ queryKey: ['knowledge'] }),
  });
}

/** Takes the firm's words away. */
export function useRemoveArticle() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<null>(`knowledge/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['knowledge'] }),
  });
}
