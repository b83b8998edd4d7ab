import type { KnowledgeArticle } from '@capeline/contracts';
import { Button, TextInput } from '@mantine/core';
import { IconBook2, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { NavLink, useNavigate, useParams, useSearchParams } from 'react-router';
import { useCan } from '../../api/session.ts';
import { Bones } from '../../ui/bones.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { articlesQuery } from '../../ui/knowledge/queries.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useTyped } from '../../ui/use-typed.ts';
import { ArticleEditor } from './article-editor.tsx';
import { ArticlePanel } from './article-panel.tsx';

const TOPICS = [
  ['own', 'Your firm’s'],
  ['check', 'The eleven checks'],
  ['route', 'Ways to a cure'],
  ['message', 'CBP’s messages'],
  ['basics', 'Basics'],
] as const satisfies readonly (readonly [KnowledgeArticle['topic'], string])[];

/** Short articles with their sources, found by what CBP wrote or by what one wants to do; a firm puts its own words over them. */
export function KnowledgePage() {
  const { id } = useParams();
  const [isWriting, setWriting] = useState(false);
  const navigate = useNavigate();
  const mayWrite = useCan('settings:write');
  return (
    <>
      <PageHead title="Knowledge" sub="What each check asks for, which way leads to a cure, what CBP’s messages mean.">
        {mayWrite ? (
          <Button variant="default" onClick={() => setWriting(true)}>
            Add an article
          </Button>
        ) : null}
      </PageHead>
      <div className="library">
        <ArticleList />
        {isWriting ? (
          <section className="panel" aria-label="New article">
            <div className="panel-head">
              <h2>New article</h2>
            </div>
            <ArticleEditor
              article={null}
              onClose={() => setWriting(false)}
              onSaved={(saved) => {
                setWriting(false);
                void navigate(`/knowledge/${saved.id}`);
              }}
            />
          </section>
        ) : id === undefined ? (
          <Choose />
        ) : (
          <ArticlePanel key={id} id={id} />
        )}
      </div>
    </>
  );
}

function Choose() {
  return (
    <section className="panel library-choose" aria-label="Article">
      <EmptyState icon={<IconBook2 size={28} stroke={1.5} aria-hidden />} title="Choose an article">
        <p>
          Type what CBP wrote, for example “unable to calculate duty”, or what you want to do: “look-up”, “4811”,
          “returned payment”.
        </p>
      </EmptyState>
    </section>
  );
}

function ArticleList() {
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  const { text, type } = useTyped(q, (typed) => setParams(typed === '' ? {} : { q: typed }, { replace: true }));
  const { data, error, refetch, isPlaceholderData } = useQuery(articlesQuery(q));
  const articles = data?.data ?? [];
  const search = params.size > 0 ? `?${params}` : '';
  return (
    <section className="panel" aria-label="Articles">
      <TextInput
        type="search"
        aria-label="Search the articles"
        placeholder="Words, a form, a message of CBP’s"
        leftSection={<IconSearch size={15} aria-hidden />}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
      />
      {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Bones rows={8} height={22} /> : null}
      {data && articles.length === 0 ? <p className="dim">No article holds all of these words.</p> : null}
      {q === '' || isPlaceholderData ? (
        TOPICS.map(([topic, name]) => (
          <Links key={topic} name={name} articles={articles.filter((one) => one.topic === topic)} search={search} />
        ))
      ) : (
        <Links name="Found" articles={articles} search={search} />
      )}
    </section>
  );
}

function Links({ name, articles, search }: { name: string; articles: readonly KnowledgeArticle[]; search: string }) {
  if (articles.length === 0) return null;
  return (
    <nav aria-label={name} className="library-list">
      <h3>{name}</h3>
      {articles.map(({ id, title, changed }) => (
        <NavLink key={id} to={`/knowledge/${id}${search}`}>
          {title}
          {changed?.original ? <span className="small faint"> · your words</span> : null}
        </NavLink>
      ))}
    </nav>
  );
}
