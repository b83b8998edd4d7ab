import type { RenderedMail } from './digest-model.ts';
import { renderLinkMail, withLink } from './link-mail.ts';

/** What a message about a time without sweeps says. Times are words in the firm's time zone. */
export interface OutageModel {
  readonly firmName: string;
  readonly appUrl: string;
  /** The last sweep before it. */
  readonly since: string;
  readonly isRehearsal: boolean;
}

const SILENCE =
  'While that lasts no alert is raised and no digest is sent: a morning without mail does not mean that nothing is due.';

function render(appUrl: string, message: Parameters<typeof renderLinkMail>[0]): RenderedMail {
  const rendered = renderLinkMail(message);
  return { ...rendered, ...withLink(rendered, `${appUrl}/`) };
}

/** Renders the warning that nothing looks for dates of the firm that come near. Pure. */
export function renderOutage({ firmName, appUrl, since, isRehearsal }: OutageModel): RenderedMail {
  return render(appUrl, {
    subject: `Capeline: nobody watches the deadlines of ${firmName} since ${since}`,
    isRehearsal,
    before: [
      `Since ${since} Capeline has not looked for deadlines of ${firmName} that come near. ${SILENCE}`,
      'Tell whoever runs the server: the page /readyz and the log of the worker say what is wrong. Until then look at the board yourself; its dates do not depend on the sweep.',
    ],
    action: 'Open the board',
    after: ['You get one more message when it is over.'],
  });
}

/** Renders the message that the firm is watched again; `until` is the first sweep after the outage. Pure. */
export function renderOutageOver({
  firmName,
  appUrl,
  since,
  until,
  isRehearsal,
}: OutageModel & { readonly until: string }): RenderedMail {
  return render(appUrl, {
    subject: `Capeline: the deadlines of ${firmName} are watched again`,
    isRehearsal,
    before: [
      `Capeline looks for deadlines of ${firmName} that come near again since ${until}. Between ${since} and then it did not.`,
      'What came near meanwhile is in the next digest.',
    ],
    action: 'Open the board',
    after: [],
  });
}
