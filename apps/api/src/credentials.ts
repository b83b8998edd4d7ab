import type { FastifyReply, FastifyRequest } from 'fastify';

const SESSION_COOKIE = 'capeline_session';

const isSecure = (request: FastifyRequest, appUrl: string): boolean =>
  appUrl.startsWith('https:') || request.protocol === 'https';

/** What the session's cookie is called at an address; the description of the API says so. */
export function sessionCookieName(appUrl: string, hasTls = appUrl.startsWith('https:')): string {
  return hasTls ? `__Host-${SESSION_COOKIE}` : SESSION_COOKIE;
}

/** With TLS the name itself makes the browser refuse a cookie that another host of the domain, or a plain line, would plant. */
function cookieName(request: FastifyRequest, appUrl: string): string {
  return sessionCookieName(appUrl, isSecure(request, appUrl));
}

/** The API key in `Authorization: Bearer …`; null without the header, '' when the header has another form. */
export function bearerToken(request: FastifyRequest): string | null {
  const header = request.headers.authorization;
  if (header === undefined) return null;
  return /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(header)?.[1] ?? '';
}

/** The session cookie's value, or null. */
export function sessionToken(request: FastifyRequest, appUrl: string): string | null {
  return request.cookies[cookieName(request, appUrl)] ?? null;
}

/** What the caller presents, good or not. A key rules over a cookie: a program that sends one means it. */
export function presentedCredential(request: FastifyRequest, appUrl: string): string | null {
  return bearerToken(request) ?? sessionToken(request, appUrl);
}

/** Hands the session to the browser: unreadable for scripts, not sent along by other sites' forms, and over TLS only where there is TLS. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  options: { token: string; appUrl: string; maxAgeMs: number },
): void {
  reply.setCookie(cookieName(request, options.appUrl), options.token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(request, options.appUrl),
    maxAge: Math.floor(options.maxAgeMs / 1000),
  });
}

/** Takes the session out of the browser. */
export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply, appUrl: string): void {
  reply.clearCookie(cookieName(request, appUrl), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(request, appUrl),
  });
}
