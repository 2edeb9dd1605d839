/**
 * Names of one-click services, for the answer to an unknown type. Coolify refreshes its catalogue at run time (contract 13.1);
 * the catalogue itself is not part of this project: templates.ts has a few of its own, the others cannot be created here.
 */
const NAMES = `
activepieces actualbudget affine alexandrie anythingllm appflowy apprise-api appsmith appwrite argilla audiobookshelf
authentik autobase babybuddy bento-pdf beszel beszel-agent bitcoin-core bluesky-pds bookstack browserless budge budibase
bugsink buzz calibre-web calibre-web-automated-book-downloader cap cap-captcha castopod celld changedetection chaskiq
chatwoot checkmate chibisafe chroma classicpress-with-mariadb classicpress-with-mysql classicpress-without-database
cloudbeaver cloudflare-ddns cloudflared cloudreve cockpit code-server codimd convertx convex cryptgeon cyberchef dashy
databasus denoKV directus directus-with-postgresql diun docker-registry docmost documenso docuseal docuseal-with-postgres
dokuwiki dolibarr dozzle dozzle-with-auth drizzle-gateway drupal-with-postgresql duplicati easyappointments elasticsearch
elasticsearch-with-kibana electricsql emby embystat emqx-enterprise ente-photos ente-photos-with-s3 esphome espocrm
evolution-api excalidraw faraday fider filebrowser fileflows firefly firefox fizzy flipt flowise flowise-with-databases
forgejo forgejo-with-mariadb forgejo-with-mysql forgejo-with-postgresql formbricks foundryvtt freescout freshrss
freshrss-with-mariadb freshrss-with-mysql freshrss-with-postgresql garage getoutline ghost gitea gitea-runner
gitea-with-mariadb gitea-with-mysql gitea-with-postgresql github-runner gitlab glance glances glitchtip glpi goatcounter
gotenberg gotify gowa grafana grafana-with-postgresql gramps-web grimmory grist grocy hatchet healthchecks heimdall
hermes-agent-with-webui heyform homarr home-assistant homebox homepage hoppscotch imgcompress immich infisical influxdb
inngest invoice-ninja it-tools jean jellyfin jenkins jitsi joomla-with-mariadb joplin jupyter-notebook-python karakeep
keycloak keycloak-with-postgres kimai kuzzle labelstudio langflow langfuse leantime librechat libreoffice librespeed
libretranslate limesurvey linkding linkding-plus listmonk litellm lobe-chat logto lowcoder mage-ai mailpit marimo martin
matrix-synapse-with-postgresql matrix-synapse-with-sqlite mattermost mealie mediawiki meilisearch memos metabase metamcp
metube mindsdb minecraft miniflux mixpost moodle mosquitto n8n n8n-with-postgres-and-worker n8n-with-postgresql navidrome
neon-ws-proxy netbird-client newapi newt-pangolin next-image-transformation nextcloud nextcloud-with-mariadb
nextcloud-with-mysql nextcloud-with-postgres nexus nexus-arm nitropage nitropage-with-postgresql nocobase nocodb nodebb ntfy
observium odoo ollama-with-open-webui once-campfire onedev onetimesecret open-archiver open-webui openclaw openobserve
openpanel opnform orangehrm organizr osticket overseerr owncloud pairdrop palworld paperless passbolt paymenter penpot
penpot-with-s3 pgadmin pgbackweb phpmyadmin pi-hole plane plex plunk pocket-id pocket-id-with-postgresql pocketbase portainer
postiz prefect privatebin prowlarr proxyscotch pydio-cells qbittorrent qdrant rabbitmq radarr rallly reactive-resume readeck
redis-insight redlib redmine rivet-engine rocketchat rybbit ryot satisfactory seafile searxng seaweedfs sequin sessy sftpgo
shlink signoz silverbullet siyuan slash snapdrop soju soketi soketi-app-manager sonarr spacebot sparkyfitness stalwart
statusnook stirling-pdf strapi supabase superset-with-postgresql supertokens-with-mysql supertokens-with-postgresql sure
swetrix syncthing tailscale-client teable termix terraria-server tolgee traccar trailbase transmission trigger triliumnext
twenty typesense umami unleash-with-postgresql unleash-without-database unstructured uptime-kuma uptime-kuma-with-mariadb
uptime-kuma-with-mysql usesend vaultwarden vert vikunja vikunja-with-postgresql vvveb vvveb-with-mariadb vvveb-with-mysql
wakapi weaviate web-check weblate whoogle wikijs windmill wings wireguard-easy wordpress-with-mariadb wordpress-with-mysql
wordpress-without-database yamtrack yamtrack-with-postgresql zipline
`;

export const serviceTypes: ReadonlySet<string> = new Set(NAMES.trim().split(/\s+/));
