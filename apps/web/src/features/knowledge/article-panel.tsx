import type { KnowledgeArticle } from '@capeline/contracts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCan } from '../../api/session.ts';
import { Bones } from '../../ui/bones.tsx';
import { ArticleView } from '../../ui/knowledge/article-view.tsx';
import { articleQuery } from '../../ui/knowledge/queries.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { showProblem, showUndo } from '../../ui/toasts.ts';
import { ArticleEditor } from './article-editor.tsx';
import { useChangeArticle, useRemoveArticle } from './queries.ts';

/** One article, and for those who may change settings the firm's own wording of it. */
export function ArticlePanel({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(articleQuery(id));
  const [isEditing, setEditing] = useState(false);
  const mayChange = useCan('settings:write');
  if (error && !data) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Bones rows={6} height={28} />;
  return (
    <article className="panel" aria-label={data.title}>
      <div className="panel-head">
        <h2>{data.title}</h2>
        {mayChange && !isEditing ? <Actions article={data} onEdit={() => setEditing(true)} /> : null}
      </div>
      {isEditing ? (
        <ArticleEditor article={data} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />
      ) : (
        <ArticleView article={data} />
      )}
    </article>
  );
}

function Actions({ article, onEdit }: { article: KnowledgeArticle; onEdit: () => void }) {
  const { remove, isPending } = useTakeAway(article);
  return (
    <div className="row no-print">
      {article.changed ? (
        <Button size="compact-sm" variant="subtle" loading={isPending} onClick={remove}>
          {article.topic === 'own' ? 'Remove' : 'Back to Capeline’s wording'}
        </Button>
      ) : null}
      <Button size="compact-sm" variant="default" onClick={onEdit}>
        {article.topic === 'own' || article.changed ? 'Edit' : 'Say it in our words'}
      </Button>
    </div>
  );
}

/** Takes the firm's words away, and offers to write them again: an article of its own comes back as a new one. */
function useTakeAway(article: KnowledgeArticle) {
  const remove = useRemoveArticle();
  const change = useChangeArticle();
  const navigate = useNavigate();
  const isOwn = article.topic === 'own';
  const { title, body, checks } = article;
  const restore = () =>
    change.mutate(
      { id: isOwn ? null : article.id, version: null, body: { title, body, ...(isOwn ? { checks } : {}) } },
      { onSuccess: ({ id }) => void navigate(`/knowledge/${id}`), onError: showProblem },
    );
  const run = () =>
    remove.mutate(article.id, {
      onSuccess: () => {
        if (isOwn) void navigate('/knowledge');
        showUndo(isOwn ? `“${title}” removed.` : 'Capeline’s wording stands again.', restore);
      },
      onError: showProblem,
    });
  return { remove: run, isPending: remove.isPending };
}
