import { IconAlertTriangle, IconClockPause, IconFlask, IconMailOff, IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { boardQuery } from '../api/lists.ts';
import { useReachable } from '../api/reachable.ts';
import { setupQuery, useMe } from '../api/session.ts';
import { instant, longDate, plural } from '../ui/format.ts';

/** What a person must know before he trusts anything below: nobody is mailed, no sweep ran, a rehearsal, the sample. */
export function Banners() {
  const me = useMe();
  const { data: board } = useQuery(boardQuery);
  return (
    <div>
      <AwayBanner />
      {me.mailConfigured ? null : (
        <div className="banner red no-print" role="alert">
          <IconMailOff size={18} aria-hidden />
          <span>
            <b>No mail leaves this server.</b> Alerts are found and written, but nobody receives them until SMTP_URL and
            MAIL_FROM are set.
          </span>
          <Link className="link end" to="/alerts">
            Read the alerts here
          </Link>
        </div>
      )}
      {board?.sweepIsLate === true ? (
        <div className="banner red no-print" role="alert">
          <IconClockPause size={18} aria-hidden />
          <span>
            <b>No sweep since {instant(board.lastSweepAt ?? '', me.organization.timeZone)}.</b> Deadlines may have come
            near without an alert. Look at the worker’s log.
          </span>
        </div>
      ) : null}
      {board && board.mailsStuck > 0 ? (
        <div className="banner red no-print" role="alert">
          <IconMailOff size={18} aria-hidden />
          <span>
            <b>The mail server does not take {plural(board.mailsStuck, 'message', 'messages')}.</b> They are tried again
            for five days; until then nobody has read them.
          </span>
          <Link className="link end" to="/alerts?view=mails">
            What it says
          </Link>
        </div>
      ) : null}
      <div className="banners">
        {me.rehearsal ? (
          <div className="banner amber">
            <IconAlertTriangle size={18} aria-hidden />
            <span>
              <b>Rehearsal: the date is fixed at {longDate(me.businessDate)}.</b> Mails go to this machine only.
            </span>
          </div>
        ) : null}
        {me.organization.isSample ? <SampleBanner /> : null}
      </div>
    </div>
  );
}

const ASK_AGAIN_MS = 4000;

/** Says that nobody answers and that what stands below may be old; asks again by itself and then loads everything anew. */
function AwayBanner() {
  const reachable = useReachable();
  const cache = useQueryClient();
  const wasAway = useRef(false);
  useEffect(() => {
    if (reachable && wasAway.current) void cache.invalidateQueries();
    wasAway.current = !reachable;
    if (reachable) return;
    const timer = setInterval(() => void cache.refetchQueries({ queryKey: boardQuery.queryKey }), ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [reachable, cache]);
  if (reachable) return null;
  return (
    <div className="banner red" role="alert">
      <IconPlugConnectedX size={18} aria-hidden />
      <span>
        <b>The server does not answer.</b> What you see may be old, and nothing can be changed now. It is asked again
        every few seconds.
      </span>
    </div>
  );
}

/** Says that all is invented, and offers the way on: a firm of one's own, or away with the sample. */
function SampleBanner() {
  const setup = useQuery(setupQuery);
  const { organization } = useMe();
  return (
    <div className="banner">
      <IconFlask size={18} aria-hidden />
      <span>
        <b>This is the sample firm.</b> Every client, entry and date in it is invented.
        {organization.agedSampleOf
          ? ` It was made for ${longDate(organization.agedSampleOf)} and has aged: once somebody has worked in it, it is not renewed.`
          : ''}
      </span>
      {setup.data?.firmExists === false ? (
        <Link className="button-link end no-print" to="/sign-in?set-up">
          Set up my firm
        </Link>
      ) : (
        <Link className="link end no-print" to="/settings#sample">
          Remove the sample
        </Link>
      )}
    </div>
  );
}
