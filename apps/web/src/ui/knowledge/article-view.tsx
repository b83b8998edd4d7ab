import type { KnowledgeArticle } from '@capeline/contracts';
import { longDate } from '../format.ts';
import { Tag } from '../tag.tsx';

const LIST_ITEM = '- ';
const STRENGTH = {
  cbp: { tone: 'green', label: 'CBP text' },
  restated: { tone: 'plain', label: 're-stated by others' },
  unverified: { tone: 'unknown', label: 'unverified' },
} as const;

/** Plain text as paragraphs and lists; whatever else stands in it is shown as it was typed. */
function Prose({ text }: { text: string }) {
  return text.split(/\n{2,}/u).map((block, index) => {
    const lines = block.split('\n');
    const key = `${index} ${block.slice(0, 24)}`;
    if (!lines.every((line) => line.startsWith(LIST_ITEM))) return <Paragraph key={key} lines={lines} />;
    return (
      <ul key={key}>
        {lines.map((line) => (
          <li key={line}>{line.slice(LIST_ITEM.length)}</li>
        ))}
      </ul>
    );
  });
}

function Paragraph({ lines }: { lines: readonly string[] }) {
  const items = lines.filter((line) => line.startsWith(LIST_ITEM));
  const words = lines.filter((line) => !line.startsWith(LIST_ITEM));
  return (
    <>
      <p>{words.join(' ')}</p>
      {items.length > 0 ? <Prose text={items.join('\n')} /> : null}
    </>
  );
}

/** An article with where its statements come from, and how far each is backed. */
export function ArticleView({ article }: { article: KnowledgeArticle }) {
  const { changed, sources, checkedOn } = article;
  return (
    <div className="article">
      <Prose text={article.body} />
      {changed ? (
        <p className="small dim">
          {changed.original === null ? 'Written by your firm' : 'In your firm’s words'}
          {changed.by ? `, ${changed.by}` : ''}, {longDate(changed.at.slice(0, 10))}.
        </p>
      ) : null}
      {changed?.original ? (
        <details>
          <summary>Capeline’s wording</summary>
          <Prose text={changed.original.body} />
        </details>
      ) : null}
      {sources.length > 0 ? (
        <section aria-label="Sources">
          <h3>Sources</h3>
          <ul className="plain">
            {sources.map(({ name, date, strength }) => (
              <li key={name}>
                <Tag tone={STRENGTH[strength].tone}>{STRENGTH[strength].label}</Tag> {name}, {date}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <p className="small faint">
        {checkedOn ? `Last held against these sources on ${longDate(checkedOn)}. ` : ''}An aid, not legal advice: the
        licensed broker decides.
      </p>
    </div>
  );
}
