import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Bones } from '../bones.tsx';
import { ProblemNote } from '../problem-note.tsx';
import { ArticleView } from './article-view.tsx';
import { articleQuery } from './queries.ts';

/** An article beside the work; the page of all articles is one click away. */
export function ArticleDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, refetch } = useQuery(articleQuery(id));
  return (
    <Drawer opened onClose={onClose} title={data?.title ?? 'Article'}>
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Bones rows={5} height={24} /> : null}
      {data ? <ArticleView article={data} /> : null}
      <p>
        <Link className="link" to={`/knowledge/${id}`}>
          Open with all articles
        </Link>
      </p>
    </Drawer>
  );
}
