/** A fourth instance: three environments as pf-core has them, and in development one of each kind. */
export const ZETA = `extends: ../pf-core.config.yaml
code: zeta
name: ZETA
description: Made by YAML alone
brand: { primary: "#00aa77", secondary: "#223344", logo: /brand/zeta.svg }
source:
  repository: https://github.com/pf-core/air-app
environments:
  development:
    databases:
      main:
        engine: postgresql
        version: 17
        user: zeta
        database: zeta
        delete_data: true
        backups:
          - frequency: daily
            retention: { local: { amount: 7 } }
    services:
      chat:
        compose: ../compose/zeta.yaml
        urls: { web: ["chat.zeta.pfcore.io:80"] }
        variables:
          GREETING: hello
          MASTER_KEY: { generated: master_key }
          STORE: { database: main }
    storages:
      uploads: { path: /app/uploads }
      conf: { path: /etc/app.conf, type: file, content: "limit: 5" }
    tasks:
      prune: { command: npm run prune, frequency: "30 2 * * *" }
    variables:
      DATABASE_URL: { database: main }
      SESSION_KEY: { generated: session_key }
`;

/** What its service is made of. */
export const CHAT = `services:
  web:
    image: nginx:1.27
    environment:
      GREETING: \${GREETING}
      MASTER_KEY: \${MASTER_KEY}
      STORE: \${STORE}
    volumes:
      - data:/data
`;
