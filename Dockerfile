# Two images from one file: `docker build --target portal .` and `docker build --target worker .`.
# docs/deploy.md says which variables they need, and how to migrate the database.

FROM node:24-bookworm-slim AS base
ENV NEXT_TELEMETRY_DISABLED=1
WORKDIR /app
COPY package.json package-lock.json prisma.config.ts tsconfig.json ./
COPY prisma ./prisma
COPY scripts ./scripts
COPY messages ./messages
COPY lib/review/case-file/verifier ./lib/review/case-file/verifier

# All packages, for the build alone. `npm ci` runs scripts/generate.mjs.
FROM base AS build
RUN npm ci
COPY . .
RUN npm run build

# The packages that production needs.
FROM base AS runtime
ENV NODE_ENV=production
RUN npm ci --omit=dev
COPY lib ./lib
USER node

FROM runtime AS worker
CMD ["node", "scripts/run.mjs", "worker"]

FROM runtime AS portal
COPY next.config.mjs ./
COPY --from=build --chown=node:node /app/.next ./.next
ENV PORT=3000
EXPOSE 3000
HEALTHCHECK --start-period=20s CMD ["node", "scripts/check-health.mjs"]
CMD ["node", "node_modules/next/dist/bin/next", "start"]
