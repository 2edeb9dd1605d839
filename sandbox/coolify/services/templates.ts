/**
 * One-click services that the sandbox can create: a few short ones in the form of Coolify's templates. Coolify's own catalogue
 * of 340 is not part of this project (see catalogue.ts). Add one here when a test needs it.
 */
export const templates: Readonly<Record<string, string>> = {
  "uptime-kuma": `services:
  uptime-kuma:
    image: 'louislam/uptime-kuma:2'
    environment:
      - SERVICE_URL_UPTIMEKUMA_3001
    volumes:
      - 'uptime-kuma-data:/app/data'
    healthcheck:
      test: [CMD-SHELL, extra/healthcheck]
      interval: 5s
      timeout: 5s
      retries: 10
`,
  umami: `services:
  umami:
    image: 'ghcr.io/umami-software/umami:3.0.3'
    environment:
      - SERVICE_URL_UMAMI_3000
      - 'DATABASE_URL=postgres://$SERVICE_USER_POSTGRES:$SERVICE_PASSWORD_POSTGRES@postgresql:5432/$POSTGRES_DB'
      - DATABASE_TYPE=postgres
      - APP_SECRET=$SERVICE_PASSWORD_64_UMAMI
    depends_on:
      postgresql: { condition: service_healthy }
    healthcheck:
      test: [CMD, curl, '-f', 'http://127.0.0.1:3000/api/heartbeat']
      interval: 5s
      timeout: 20s
      retries: 10
  postgresql:
    image: 'postgres:16-alpine'
    volumes:
      - 'postgresql-data:/var/lib/postgresql/data'
    environment:
      - POSTGRES_USER=$SERVICE_USER_POSTGRES
      - POSTGRES_PASSWORD=$SERVICE_PASSWORD_POSTGRES
      - 'POSTGRES_DB=\${POSTGRES_DB:-umami}'
    healthcheck:
      test: [CMD-SHELL, 'pg_isready -U $$\{POSTGRES_USER} -d $$\{POSTGRES_DB}']
      interval: 5s
      timeout: 20s
      retries: 10
`,
};
