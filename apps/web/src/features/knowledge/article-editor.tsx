import type { KnowledgeArticle } from '@capeline/contracts';
import { Button, MultiSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { showDone } from '../../ui/toasts.ts';
import { CHECK_NAMES } from '../../ui/words.ts';
import { useChangeArticle } from './queries.ts';

type Checks = KnowledgeArticle['checks'];
const CHECK_CHOICES = Object.entries(CHECK_NAMES).map(([value, label]) => ({ value, label }));

interface ArticleEditorProps {
  /** Null writes a new article. */
  readonly article: KnowledgeArticle | null;
  readonly onClose: () => void;
  readonly onSaved: (article: KnowledgeArticle) => void;
}

/** The firm's own words: for one of our articles, which stays readable beside them, or for one that only the firm has. */
export function ArticleEditor({ article, onClose, onSaved }: ArticleEditorProps) {
  const change = useChangeArticle();
  const [title, setTitle] = useState(article?.title ?? '');
  const [body, setBody] = useState(article?.body ?? '');
  const [checks, setChecks] = useState<Checks>(article?.checks ?? []);
  const isOwn = article === null || article.topic === 'own';
  const save = () =>
    change.mutate(
      {
        id: article?.id ?? null,
        version: article?.version ?? null,
        body: { title, body, ...(isOwn ? { checks } : {}) },
      },
      {
        onSuccess: (saved) => {
          showDone('Saved in your firm’s words.');
          onSaved(saved);
        },
      },
    );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <ProblemNote error={change.error} shownFields={['title', 'body']} />
      <TextInput
        label="Title"
        required
        maxLength={120}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        error={issueAt(change.error, 'title')}
      />
      <Textarea
        label="Text"
        description="A blank line begins a paragraph; “- ” at the beginning of a line makes an item of a list. No passwords, no bank numbers."
        required
        autosize
        minRows={10}
        maxLength={8000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        error={issueAt(change.error, 'body')}
      />
      {isOwn ? (
        <MultiSelect
          label="Stands beside these checks"
          data={CHECK_CHOICES}
          value={checks}
          onChange={(values) => setChecks(values as Checks)}
          clearable
        />
      ) : null}
      <div className="row end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={change.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
