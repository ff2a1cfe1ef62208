# No image was built from this file yet: bin/deployment-files.test.ts holds it against the code. docs/operating.md, "In containers".
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:22-bookworm-slim
ENV NODE_ENV=production OPENMRC_DATA=/data PORT=3000
WORKDIR /app
COPY --from=build --chown=node:node /app /app
RUN mkdir -m 700 /data && chown node:node /data /app
USER node
VOLUME /data
EXPOSE 3000
# Without OPENMRC_HOST the app listens on every address of the container, which the published port needs.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/sign-in`).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Not through npm: the signal that stops the container reaches the program itself.
CMD ["node", "--import", "tsx", "bin/start.ts"]
