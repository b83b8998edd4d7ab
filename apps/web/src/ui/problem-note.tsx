import { Button } from '@mantine/core';
import { problemOf } from '../api/http.ts';

interface ProblemNoteProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** Fields whose issues stand beside them already. */
  readonly shownFields?: readonly string[];
}

/** A refusal in the server's own words: title, detail, issues; with a way to try again. */
export function ProblemNote({ error, onRetry, shownFields = [] }: ProblemNoteProps) {
  if (!error) return null;
  const { title, detail, issues, requestId } = problemOf(error);
  const rest = issues.filter(
    ({ pointer }) => !shownFields.includes(pointer.replace(/^[#/]+/u, '').split(/[./]/u)[0] ?? ''),
  );
  return (
    <div className="problem" role="alert">
      <b>{title}</b>
      {detail !== '' && detail !== title ? <span>{detail}</span> : null}
      {rest.length > 0 ? (
        <ul>
          {rest.map(({ pointer, message }) => (
            <li key={`${pointer} ${message}`}>{message}</li>
          ))}
        </ul>
      ) : null}
      {onRetry ? (
        <div className="row" style={{ marginTop: 4 }}>
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
          {requestId ? <span className="small dim">Request {requestId}</span> : null}
        </div>
      ) : null}
    </div>
  );
}
