import type { EvidenceFile } from '@capeline/contracts';
import { Button } from '@mantine/core';
import { IconFileText, IconMail } from '@tabler/icons-react';
import { useCan, useMe } from '../../api/session.ts';
import { distance, fileSize, instant, longDate } from '../format.ts';
import { useToday } from '../today.ts';
import { MEDIA_NAMES, subjectName, WARNING_WORDS } from './evidence-words.ts';
import { contentUrl, useRemoveEvidence } from './queries.ts';

interface EvidenceRowProps {
  readonly file: EvidenceFile;
  readonly showsSubject: boolean;
  readonly onShow: () => void;
}

/** One file: what it is, by whom, whether it still holds; to look at or to remove. */
export function EvidenceRow({ file, showsSubject, onShow }: EvidenceRowProps) {
  const today = useToday();
  const { organization } = useMe();
  const mayRemove = useCan('checks:write');
  const remove = useRemoveEvidence(file.clientId);
  const { expiresOn } = file;
  return (
    <li>
      <Thumbnail file={file} />
      <div className="evidence-facts">
        <button type="button" className="link" onClick={onShow}>
          {file.fileName}
        </button>
        <span className="small dim">
          {showsSubject ? `${subjectName(file)} · ` : ''}
          {MEDIA_NAMES[file.mediaType]}, {fileSize(file.sizeBytes)} · {file.addedBy ?? 'an API key'},{' '}
          {instant(file.addedAt, organization.timeZone)}
        </span>
        {file.note ? <span className="small">{file.note}</span> : null}
        {expiresOn !== null ? (
          <span className={file.isExpired ? 'small red' : 'small dim'}>
            {file.isExpired ? 'Held' : 'Holds'} until {longDate(expiresOn)}, {distance(expiresOn, today)}
          </span>
        ) : null}
        {file.warnings.map((warning) => (
          <span key={warning} className="small red">
            {WARNING_WORDS[warning]}
          </span>
        ))}
      </div>
      {mayRemove ? (
        <Button
          size="compact-xs"
          variant="subtle"
          className="no-print"
          loading={remove.isPending}
          onClick={() => remove.mutate(file)}
        >
          Remove<span className="visually-hidden"> {file.fileName}</span>
        </Button>
      ) : null}
    </li>
  );
}

function Thumbnail({ file }: { file: EvidenceFile }) {
  if (file.mediaType.startsWith('image/'))
    return <img className="evidence-thumb" src={contentUrl(file.id)} alt="" loading="lazy" />;
  const Icon = file.mediaType === 'message/rfc822' ? IconMail : IconFileText;
  return (
    <span className="evidence-thumb">
      <Icon size={22} stroke={1.4} aria-hidden />
    </span>
  );
}
