import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

/** Capeline needs no device and no wallet, so that no script on its pages may ask for one. */
const NOTHING_OF_THE_DEVICE = [
  'camera',
  'display-capture',
  'geolocation',
  'microphone',
  'payment',
  'publickey-credentials-get',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/** Headers that keep the browser from running, framing or guessing what we did not send. Everything is served from here: no CDN is allowed in. */
export const securityHeaders = fp(
  async (app: FastifyInstance, options: { appUrl: string }) => {
    const secure = options.appUrl.startsWith('https:');
    await app.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          // The component library sets its colours through style elements and attributes.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      frameguard: { action: 'deny' },
      referrerPolicy: { policy: 'no-referrer' },
      hsts: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
      crossOriginOpenerPolicy: secure ? { policy: 'same-origin' } : false,
      originAgentCluster: false,
    });
    app.addHook('onRequest', async (request, reply) => {
      reply.header('permissions-policy', NOTHING_OF_THE_DEVICE);
      // Answers hold what one person may see: nothing between us and the browser may keep them.
      if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    });
  },
  { name: 'security-headers', fastify: '5.x' },
);
